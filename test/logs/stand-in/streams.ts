import { judgeDocument } from './mapping.ts';
import { Refused } from './refuse.ts';
import { like, type Template, type Templates } from './templates.ts';

/** A document, as it was sent. */
export type Document = Readonly<Record<string, unknown>>;

interface Index {
  readonly name: string;
  readonly made: Template;
  readonly documents: Map<string, Document>;
}

/** A data stream, with the template that it goes by, and its indices. */
export interface Stream {
  readonly template: string;
  readonly indices: Index[];
}

/** The data streams of an Elasticsearch. */
export class Streams {
  readonly all = new Map<string, Stream>();

  constructor(private readonly templates: Templates) {}

  create(name: string): Stream {
    if (this.all.has(name))
      throw new Refused(400, 'resource_already_exists_exception', `data_stream [${name}] already exists`);
    const [template, made] = this.templates.fitting(name) ?? [];
    if (
      template === undefined ||
      made === undefined ||
      this.templates.indices.get(template)?.data_stream === undefined
    ) {
      throw new Refused(
        400,
        'illegal_argument_exception',
        `no matching index template found for data stream [${name}]`,
      );
    }
    const stream = { template, indices: [index(name, 1, made)] };
    this.all.set(name, stream);
    return stream;
  }

  get(name: string): Stream {
    const found = this.all.get(name);
    if (found === undefined) throw new Refused(404, 'index_not_found_exception', `no such index [${name}]`);
    return found;
  }

  rollover(name: string): void {
    const stream = this.get(name);
    const made = this.templates.fitting(name)?.[1];
    if (made !== undefined) stream.indices.push(index(name, stream.indices.length + 1, made));
  }

  /** Adds a document as `create` in a bulk request does: to the stream, which is made if a template wants one. */
  add(name: string, id: string, document: Document): number {
    const stream = this.all.get(name) ?? this.create(name);
    const into = stream.indices.at(-1);
    if (into === undefined) throw new Error('A stream has an index.');
    if (document['@timestamp'] === undefined) {
      throw new Refused(
        400,
        'document_parsing_exception',
        'data stream timestamp field [@timestamp] is missing',
      );
    }
    const wrong = judgeDocument(document, { properties: into.made.mappings.properties ?? {} });
    if (wrong !== undefined) throw new Refused(400, 'document_parsing_exception', wrong);
    if (into.documents.has(id))
      throw new Refused(
        409,
        'version_conflict_engine_exception',
        `[${id}]: version conflict, document already exists`,
      );
    into.documents.set(id, document);
    return 201;
  }

  /** All documents of the streams that fit a pattern. */
  documents(pattern: string): Document[] {
    return [...this.all]
      .filter(([name]) => like(pattern).test(name))
      .flatMap(([, { indices }]) => indices.flatMap(({ documents }) => [...documents.values()]));
  }
}

const index = (name: string, number: number, made: Template): Index => ({
  name: `.ds-${name}-2026.11.24-${String(number).padStart(6, '0')}`,
  made,
  documents: new Map(),
});
