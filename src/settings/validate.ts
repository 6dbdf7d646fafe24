import { inspect } from 'node:util';
import leven from 'leven';
import { isMap, type Node } from 'yaml';
import type { z } from 'zod';
import { keysAt } from './keys.ts';
import type { Parsed } from './parse.ts';
import type { SettingsProblem } from './problems.ts';
import { settingsSchema, type Settings } from './schema.ts';

type Issue = z.core.$ZodIssue;
type Path = Issue['path'];

/** Settings out of a parsed document, or every way in which it breaks the schema. The environment is named like its file. */
export function validate(parsed: Parsed, name: string): Settings | readonly SettingsProblem[] {
  const value: unknown = parsed.document.toJS();
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data.environment === name ? result.data : [misnamed(parsed, name)];
  return result.error.issues.flatMap((issue) => explain(issue, valueAt(value, issue.path), parsed));
}

function misnamed(parsed: Parsed, name: string): SettingsProblem {
  const at = parsed.positionOf(offset(parsed, ['environment']));
  return { ...at, message: `'environment' must be the file's name, '${name}'.` };
}

function explain(issue: Issue, got: unknown, parsed: Parsed): SettingsProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key, parsed));
  const at = parsed.positionOf(offset(parsed, issue.path));
  if (got === undefined) {
    return [{ ...at, message: `missing key '${dotted(issue.path)}': it must be ${wanted(issue)}.` }];
  }
  const options = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const meant = nearest(show(got), options);
  // What stands where the name of the Secret belongs may be the secret itself.
  const shown = dotted(issue.path) === 'routing.secret' ? 'something else' : quoted(got);
  const message = `'${dotted(issue.path)}' must be ${wanted(issue)}, got ${shown}.`;
  return [{ ...at, message: meant === undefined ? message : `${message} Did you mean '${meant}'?` }];
}

function unknownKey(path: Path, key: string, parsed: Parsed): SettingsProblem {
  const allowed = keysAt(path);
  const meant = nearest(key, allowed);
  const help = meant === undefined ? `Allowed here: ${allowed.join(', ')}.` : `Did you mean '${meant}'?`;
  return {
    ...parsed.positionOf(keyOffset(parsed, path, key)),
    message: `unknown key '${dotted([...path, key])}'. ${help}`,
  };
}

/** What the schema wants there, in words. */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? String(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `${String(issue.minimum)} or more`;
    case 'too_big':
      return `${String(issue.maximum)} or less`;
    case 'invalid_union':
      return 'one of in-cluster, rds';
    case 'invalid_key':
      return `a map whose keys are each ${issue.issues[0]?.message ?? 'valid'}`;
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a map of keys',
  record: 'a map of keys',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const dotted = (path: readonly PropertyKey[]): string => printable(path.map(String).join('.')) || 'the file';

const quoted = (value: unknown): string => (typeof value === 'object' ? show(value) : `'${show(value)}'`);

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
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

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
}

/** Offset of the value at a path, or of the nearest map around it when there is no such value. */
function offset(parsed: Parsed, path: Path): number {
  const node = nodeAt(parsed, path);
  if (node?.range) return node.range[0];
  return path.length === 0 ? 0 : offset(parsed, path.slice(0, -1));
}

function keyOffset(parsed: Parsed, path: Path, key: string): number {
  const map = nodeAt(parsed, path);
  const pair = isMap<Node>(map) ? map.items.find((item) => String(item.key) === key) : undefined;
  return pair?.key.range?.[0] ?? offset(parsed, path);
}

const nodeAt = ({ document }: Parsed, path: Path): Node | undefined | null =>
  path.length === 0 ? document.contents : (document.getIn(path, true) as Node | undefined);
