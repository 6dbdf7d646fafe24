import { formats } from './formats.ts';
import type { Schema } from './load.ts';
import { oneOf, show } from './show.ts';
import { wrongSize } from './size.ts';

/** What is wrong with a value itself, whatever is in it: a sentence, or nothing. */
export const wrongValue = (value: unknown, schema: Schema): string | undefined =>
  wrongWord(value, schema) ??
  wrongType(value, schema) ??
  wrongFormat(value, schema) ??
  wrongSize(value, schema) ??
  wrongPattern(value, schema);

function wrongWord(value: unknown, { enum: words }: Schema): string | undefined {
  if (words === undefined || words.some((word) => word === value)) return undefined;
  return `Must be ${oneOf(words)}, got ${show(value)}.`;
}

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function wrongType(value: unknown, { type = [], format }: Schema): string | undefined {
  const wanted = [type].flat();
  if (wanted.length === 0 || wanted.some((each) => isOf(each, value))) return undefined;
  const wants = wanted.map((each) => types[each] ?? each).join(' or ');
  const must = format === 'quantity' ? 'a quantity such as 250m or 2Gi' : wants;
  const unquoted = type === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return `Must be ${must}, got ${show(value)}.${unquoted ? ' Put it in quotes.' : ''}`;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'array') return Array.isArray(value);
  return type === (value === null || Array.isArray(value) ? 'null' : typeof value);
}

function wrongFormat(value: unknown, { format }: Schema): string | undefined {
  const demands = formats[format ?? ''];
  if (demands === undefined) return undefined;
  const suits = typeof value !== demands.type || demands.suits(value as never);
  return suits ? undefined : demands.says(show(value));
}

const patterns = new Map<string, RegExp>();

/** Examples for patterns that are hard to read, by a part of the pattern. */
const examples: readonly (readonly [string, string])[] = [
  ['([0-9]+)d', 'a duration such as 30s, 1h30m or 15d'],
  ['([0-9]+)h', 'a duration such as 30s, 1h30m or 360h'],
  ['(K|M|G|T|E|P)i?', 'a size such as 512MB or 10GiB'],
  ['[aA][bB][oO][rR][tT]', "'abort' or 'warn'"],
  ['://', 'an address such as http://host:9090'],
  ['[a-z0-9]([-a-z0-9]*[a-z0-9])?', 'a name of lower case letters, digits, dots and dashes'],
];

function wrongPattern(value: unknown, { pattern }: Schema): string | undefined {
  if (pattern === undefined || typeof value !== 'string') return undefined;
  const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, compiled);
  if (compiled.test(value)) return undefined;
  const example = examples.find(([part]) => pattern.includes(part))?.[1];
  return `${show(value)} ${example === undefined ? `does not match ${pattern}` : `is not ${example}`}.`;
}
