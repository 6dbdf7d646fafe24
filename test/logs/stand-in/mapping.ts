import { Refused } from './refuse.ts';

/** A field of a mapping, with the parameters that we rely on. */
export interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly ignore_malformed?: boolean;
  readonly ignore_above?: number;
  readonly depth_limit?: number;
  readonly [parameter: string]: unknown;
}

/** Parameters that each type takes, of those in its documentation that anybody here may want. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  keyword: ['ignore_above', 'normalizer', 'index', 'doc_values', 'meta', 'copy_to', 'fields'],
  constant_keyword: ['value', 'meta'],
  match_only_text: ['fields', 'meta', 'copy_to', 'analyzer'],
  date: ['format', 'ignore_malformed', 'index', 'doc_values', 'meta'],
  long: ['ignore_malformed', 'coerce', 'index', 'doc_values', 'meta'],
  float: ['ignore_malformed', 'coerce', 'index', 'doc_values', 'meta'],
  flattened: ['ignore_above', 'depth_limit', 'index', 'doc_values', 'meta'],
};

/** Takes a mapping as Elasticsearch does: known types, with parameters that they have. */
export function judgeMapping(mapping: { readonly properties?: Readonly<Record<string, Field>> }): void {
  for (const [name, field] of Object.entries(mapping.properties ?? {})) {
    const { type = 'object', properties, ...rest } = field;
    if (type === 'object') {
      judgeMapping({ properties: properties ?? {} });
      continue;
    }
    const known = parameters[type];
    if (known === undefined) throw wrong(`No handler for type [${type}] declared on field [${name}]`);
    const unknown = Object.keys(rest).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw wrong(`unknown parameter [${unknown}] on mapper [${name}] of type [${type}]`);
    }
  }
}

const wrong = (reason: string) => new Refused(400, 'mapper_parsing_exception', reason);

/** Takes a document as Elasticsearch does with that mapping, or says why not. */
export function judgeDocument(value: unknown, field: Field, path = ''): string | undefined {
  const { type = 'object' } = field;
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value) && type !== 'flattened')
    return first(value, (one) => judgeDocument(one, field, path));
  const judge = types[type];
  if (judge !== undefined) return judge(value, field, path);
  if (typeof value !== 'object')
    return `object mapping for [${path}] tried to parse as object, but found a concrete value`;
  return first(Object.entries(value), ([key, one]) => {
    const inner = field.properties?.[key];
    // `dynamic: false`: what is not in the mapping is not looked at.
    return inner === undefined ? undefined : judgeDocument(one, inner, path === '' ? key : `${path}.${key}`);
  });
}

type Judge = (value: unknown, field: Field, path: string) => string | undefined;

const failed = (path: string, type: string) => `failed to parse field [${path}] of type [${type}]`;
const scalar =
  (type: string): Judge =>
  (value, _, path) =>
    typeof value === 'object' ? failed(path, type) : undefined;
const number =
  (type: string): Judge =>
  (value, { ignore_malformed: lenient = false }, path) =>
    lenient || (typeof value !== 'object' && Number.isFinite(Number(value))) ? undefined : failed(path, type);

const types: Readonly<Record<string, Judge>> = {
  keyword: (value, { ignore_above: most = Infinity }, path) => {
    if (typeof value === 'object') return failed(path, 'keyword');
    const text = JSON.stringify(value);
    return text.length <= most && Buffer.byteLength(text) > 32_766
      ? `Document contains at least one immense term in field="${path}"`
      : undefined;
  },
  constant_keyword: scalar('constant_keyword'),
  match_only_text: scalar('match_only_text'),
  date: (value, _, path) => (Number.isNaN(Date.parse(String(value))) ? failed(path, 'date') : undefined),
  long: number('long'),
  float: number('float'),
  flattened: (value, { depth_limit: most = 20 }, path) => {
    if (typeof value !== 'object' || Array.isArray(value)) return failed(path, 'flattened');
    return depth(value) > most
      ? `The provided [flattened] field [${path}] exceeds the maximum depth limit of [${String(most)}]`
      : undefined;
  },
};

const depth = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;

function first<T>(all: readonly T[], judge: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = judge(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
