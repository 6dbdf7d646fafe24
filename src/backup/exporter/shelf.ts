import type { z } from 'zod';
import { readDocuments, type Bad } from '../documents.ts';
import type { Listed, Objects } from '../objects.ts';
import { Listing } from './listing.ts';

/** What {@link Shelf} holds. */
export interface ShelfProps<T> {
  /** Below the prefix, without a slash. */
  readonly folder: string;
  readonly schema: z.ZodType<T>;
  /** The id that a key says, or nothing where it is the key of something else. */
  readonly idOf: (key: string) => string | undefined;
  /** Whether a document may lie under that id. */
  readonly belongs: (document: T, id: string) => boolean;
  /** The moment that it is about, in milliseconds. */
  readonly moment: (document: T) => number;
}

/** A document, and where it lies. */
export interface Shelved<T> {
  readonly key: string;
  readonly document: T;
  /** The moment that it is about, in milliseconds: never later than S3 had it, whatever the clock of a pod said. */
  readonly moment: number;
  /** When S3 had it, in milliseconds. */
  readonly storedAt: number;
}

/** Documents of one kind, from the oldest to the newest, and the newest name whose document is none. */
export interface Contents<T> {
  readonly good: readonly Shelved<T>[];
  /** Left out where the document of the newest name can be read. */
  readonly bad?: Bad;
}

/** How many documents are asked for at once. */
const atOnce = 8;

/** Documents of one kind. None is ever overwritten, so that each is read once. */
export class Shelf<T> {
  private readonly listing: Listing;
  private known = new Map<string, T | Bad>();

  constructor(private readonly props: ShelfProps<T>) {
    const { folder, idOf } = props;
    this.listing = new Listing({ folder: `${folder}/`, keeps: (key) => idOf(key) !== undefined });
  }

  /** What is there. @param at the time, in milliseconds. */
  async look(objects: Objects, at: number): Promise<Contents<T>> {
    const listed = await this.listing.look(objects, at);
    const read = await this.documents(objects, listed);
    const good = listed.flatMap((one) => {
      const document = read.get(one.key);
      return document === undefined || isBad(document) ? [] : [this.shelved(one, document)];
    });
    const last = read.get(listed.at(-1)?.key ?? '');
    good.sort((a, b) => a.moment - b.moment);
    return { good, ...(last !== undefined && isBad(last) ? { bad: last } : {}) };
  }

  /** Has the next look list all of it. */
  forget(): void {
    this.listing.forget();
  }

  /** Reads what is new, and forgets what is gone. What was read stays read, even when the rest cannot be. */
  private async documents(objects: Objects, listed: readonly Listed[]): Promise<Map<string, T | Bad>> {
    const unread = listed.map(({ key }) => key).filter((key) => !this.known.has(key));
    for (let at = 0; at < unread.length; at += atOnce) {
      const some = unread.slice(at, at + atOnce);
      const read = await Promise.all(some.map((key) => this.read(objects, key)));
      for (const [which, document] of read.entries()) this.known.set(some[which] ?? '', document);
    }
    const present = new Set(listed.map(({ key }) => key));
    this.known = new Map([...this.known].filter(([key]) => present.has(key)));
    return this.known;
  }

  private async read(objects: Objects, key: string): Promise<T | Bad> {
    const { schema, idOf, belongs } = this.props;
    const { good, bad } = await readDocuments(objects, [key], schema);
    const document = good[0];
    if (document === undefined) return bad[0] ?? { key, message: 'is no manifest' };
    return belongs(document, idOf(key) ?? '') ? document : { key, message: 'is that of another backup' };
  }

  private shelved({ key, storedAt }: Listed, document: T): Shelved<T> {
    return { key, document, storedAt, moment: Math.min(storedAt, this.props.moment(document)) };
  }
}

const isBad = (document: unknown): document is Bad =>
  typeof document === 'object' && document !== null && 'message' in document && 'key' in document;
