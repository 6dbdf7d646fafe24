import { judgeMapping, type Field } from './mapping.ts';
import { onlyKeys, Refused } from './refuse.ts';

/** What an index is made of. */
export interface Template {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mappings: { readonly properties?: Readonly<Record<string, Field>>; readonly _meta?: object };
}

export interface Component {
  readonly template: Partial<Template>;
  readonly _meta?: object;
}

export interface IndexTemplate {
  readonly index_patterns: readonly string[];
  readonly composed_of?: readonly string[];
  readonly priority?: number;
  readonly data_stream?: object;
  readonly template?: Partial<Template>;
  readonly _meta?: object;
}

/** The templates of an Elasticsearch, with the rules that it has for them. */
export class Templates {
  readonly components = new Map<string, Component>();
  readonly indices = new Map<string, IndexTemplate>();

  putComponent(name: string, body: unknown): void {
    onlyKeys('component_template', body, ['template', 'version', '_meta', 'deprecated']);
    const { template, ...rest } = body as Component;
    onlyKeys('template', template, ['settings', 'mappings', 'aliases', 'lifecycle']);
    judgeMapping(template.mappings ?? {});
    const settings = template.settings && { settings: asText(template.settings) };
    this.components.set(name, { ...rest, template: { ...template, ...(settings as object | undefined) } });
  }

  putIndex(name: string, body: unknown): void {
    onlyKeys('index_template', body, [
      'index_patterns',
      'composed_of',
      'template',
      'data_stream',
      'priority',
      'version',
      '_meta',
      'allow_auto_create',
    ]);
    const template = body as IndexTemplate;
    for (const component of template.composed_of ?? []) {
      if (this.components.has(component)) continue;
      throw new Refused(
        400,
        'invalid_index_template_exception',
        `index_template [${name}] invalid, cause [index template [${name}] specifies component templates [${component}] that do not exist]`,
      );
    }
    const rival = [...this.indices].find(
      ([other, { index_patterns: patterns, priority = 0 }]) =>
        other !== name && priority === (template.priority ?? 0) && overlap(patterns, template.index_patterns),
    );
    if (rival !== undefined) {
      throw new Refused(
        400,
        'illegal_argument_exception',
        `index template [${name}] has index patterns matching patterns from existing templates [${rival[0]}] that have the same priority, multiple index templates may not match during index creation, please use a different priority`,
      );
    }
    this.indices.set(name, { ...template, data_stream: { hidden: false, allow_custom_routing: false } });
  }

  /** The template with the highest priority that fits, by its name, with all of its components. */
  fitting(index: string): [name: string, made: Template] | undefined {
    const [found] = [...this.indices]
      .filter(([, { index_patterns: patterns }]) => patterns.some((pattern) => like(pattern).test(index)))
      .sort(([, a], [, b]) => (b.priority ?? 0) - (a.priority ?? 0));
    if (found === undefined) return undefined;
    const [name, { composed_of: parts = [], template: own = {} }] = found;
    const all = [...parts.map((part) => this.components.get(part)?.template ?? {}), own];
    return [
      name,
      {
        settings: Object.assign({}, ...all.map(({ settings }) => settings)) as Template['settings'],
        mappings: Object.assign({}, ...all.map(({ mappings }) => mappings)) as Template['mappings'],
      },
    ];
  }
}

/** Whether a name fits a pattern. */
export const like = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*')}$`);

/** As far as patterns with stars go: one, with its stars filled in, fits the other. */
const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) =>
    others.some(
      (other) => like(one).test(other.replaceAll('*', 'x')) || like(other).test(one.replaceAll('*', 'x')),
    ),
  );

/** Elasticsearch keeps settings as text. */
const asText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asText(one)]))
    : String(value);
