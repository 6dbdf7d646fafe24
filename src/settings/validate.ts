import { inspect } from 'node:util';
import leven from 'leven';
import { isMap, isSeq, type Node, type Pair } from 'yaml';
import type { z } from 'zod';
import { keysAt, kindsWith, settingsForm, valueAt, type Form, type JsonSchema } from './keys.ts';
import type { Parsed } from './parse.ts';
import type { Position, SettingsProblem } from './problems.ts';
import type { Settings } from './schema.ts';

type Issue = z.core.$ZodIssue;
type Path = Issue['path'];

/** Settings out of a parsed document, or every way in which it breaks the schema. The environment is named like its file. */
export function validate(parsed: Parsed, name: string): Settings | readonly SettingsProblem[] {
  const judged = judge(parsed, settingsForm);
  if ('problems' in judged) return judged.problems;
  return judged.value.environment === name ? judged.value : [misnamed(parsed, name)];
}

/** What stands in a file of a form, or every way in which it is not of that form. */
export type Judged<T> = { readonly value: T } | { readonly problems: readonly SettingsProblem[] };

/** Judges a parsed file by its form. */
export function judge<T>(parsed: Parsed, { schema, json }: Form<T>): Judged<T> {
  const value: unknown = parsed.document.toJS();
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  return {
    problems: oneEach(result.error.issues).flatMap((issue) => explain(issue, { parsed, value, json })),
  };
}

/** Where the value at a path stands. */
export const positionAt = (parsed: Parsed, path: Path): Position => parsed.positionOf(offset(parsed, path));

/** A file as text with positions, as the value that it stands for, and the form that it should have. */
interface Got {
  readonly parsed: Parsed;
  readonly value: unknown;
  readonly json: JsonSchema;
}

/** A value that is wrong in two ways is told of once: what it must be answers both. */
function oneEach(issues: readonly Issue[]): Issue[] {
  const places = issues.map(({ path }) => path.map(String).join('\n'));
  return issues.filter((_, at) => places.indexOf(places[at] ?? '') === at);
}

function misnamed(parsed: Parsed, name: string): SettingsProblem {
  const at = positionAt(parsed, ['environment']);
  return { ...at, message: `'environment' must be the file's name, '${name}'.` };
}

function explain(issue: Issue, file: Got): SettingsProblem[] {
  const { parsed, value } = file;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key, file));
  if (issue.code === 'invalid_key')
    return [badKey(issue.path, issue.issues[0]?.message ?? 'another', parsed)];
  const got = valueAt(value, issue.path);
  const at = positionAt(parsed, issue.path);
  if (got === undefined) {
    return [{ ...at, message: `missing key '${dotted(issue.path)}': it must be ${wanted(issue)}.` }];
  }
  const meant = nearest(show(got), optionsOf(issue));
  const help = meant === undefined ? quotes(issue, got) : ` Did you mean '${meant}'?`;
  const shown = mayBeSecret(issue.path, got) ? 'something else' : quoted(got);
  return [{ ...at, message: `'${dotted(issue.path)}' must be ${wanted(issue)}, got ${shown}.${help}` }];
}

/** What stands where the name of a Secret or of a file belongs may be the secret itself, and so may a part of an address. */
const mayBeSecret = (path: Path, got: unknown): boolean =>
  typeof got !== 'object' && (/^secret$|File$/.test(String(path.at(-1))) || /:\/\/.*@/.test(show(got)));

/** YAML takes `2` for a number and `no` for text; which of them needs quotes, nobody remembers. */
const quotes = (issue: Issue, got: unknown): string =>
  issue.code === 'invalid_type' && issue.expected === 'string' && typeof got !== 'object'
    ? ' Put it in quotes.'
    : '';

function unknownKey(path: Path, key: string, file: Got): SettingsProblem {
  return {
    ...file.parsed.positionOf(keyOffset(file.parsed, path, key)),
    message: `unknown key '${dotted([...path, key])}'. ${helpWithKey(path, key, file)}`,
  };
}

/** What to write instead of a key: one that is spelt alike, unless another kind of the map has this very one. */
function helpWithKey(path: Path, key: string, { json, value }: Got): string {
  const others = kindsWith(json, path, key);
  if (others.length > 0) return `It is for kind ${others.join(' and ')}.`;
  const allowed = keysAt(json, path, value);
  const meant = nearest(key, allowed);
  return meant === undefined ? `Allowed here: ${allowed.join(', ')}.` : `Did you mean '${meant}'?`;
}

/** A key that the reader chose himself, such as the name of a probe or a label. */
function badKey(path: Path, reason: string, parsed: Parsed): SettingsProblem {
  const [map, key] = [path.slice(0, -1), String(path.at(-1))];
  return {
    ...parsed.positionOf(keyOffset(parsed, map, key)),
    message: `'${printable(key)}' cannot be a key of '${dotted(map)}': it must be ${reason}.`,
  };
}

/** What the schema wants there, in words. */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
    case 'invalid_union':
      return oneOf(optionsOf(issue));
    case 'too_small':
      return issue.origin === 'array' ? 'a list that is not empty' : `${String(issue.minimum)} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${String(issue.maximum)} characters at most`
        : `${String(issue.maximum)} or less`;
    default:
      return issue.message;
  }
}

/** The values that may stand there, where there are only so many. */
function optionsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []).map(String) : [];
}

const oneOf = (options: readonly string[]): string =>
  options.length === 1 ? options.join() : `one of ${options.join(', ')}`;

const kinds: Readonly<Record<string, string>> = {
  object: 'a map of keys',
  record: 'a map of keys',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

/** A path as people write it: `network.readers[1]`. */
const dotted = (path: readonly PropertyKey[]): string =>
  printable(
    path
      .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`))
      .join('')
      .replace(/^\./, ''),
  ) || 'the file';

const quoted = (value: unknown): string => (typeof value === 'object' ? show(value) : `'${show(value)}'`);

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? printable(value) : inspect(value);
}

/** Text that cannot forge lines of a log or move a terminal's cursor, and that does not fill the screen. */
function printable(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

function nearest(got: string, options: readonly string[]): string | undefined {
  const [best] = [...options].sort((a, b) => leven(got, a) - leven(got, b));
  return best !== undefined && leven(got, best) <= Math.max(2, best.length / 3) ? best : undefined;
}

/** Offset of the value at a path, or of the nearest map around it when there is no such value. */
function offset(parsed: Parsed, path: Path): number {
  const node = nodeAt(parsed, path);
  if (node?.range) return node.range[0];
  return path.length === 0 ? 0 : offset(parsed, path.slice(0, -1));
}

function keyOffset(parsed: Parsed, path: Path, key: string): number {
  return pairAt(nodeAt(parsed, path), key)?.key.range?.[0] ?? offset(parsed, path);
}

const nodeAt = ({ document }: Parsed, path: Path): Node | undefined | null =>
  path.reduce<Node | undefined | null>(
    (node, key) => (isSeq<Node>(node) ? node.items[Number(key)] : pairAt(node, String(key))?.value),
    document.contents,
  );

/** A key and its value. YAML takes `1` for a number, and settings know keys as text. */
const pairAt = (map: unknown, key: string): Pair<Node, Node | null> | undefined =>
  isMap<Node, Node | null>(map) ? map.items.find((item) => String(item.key) === key) : undefined;
