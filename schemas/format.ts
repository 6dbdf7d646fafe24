import type { Schema, SchemaFile } from '../src/schemas/load.ts';

/** A file with a field of a definition on a line: small, and yet its differences can be read. */
export function format({ $id, kinds, $defs }: SchemaFile): string {
  return [
    '{',
    `"$id": ${JSON.stringify($id)},`,
    `"kinds": ${block(kinds, (name) => JSON.stringify(name))},`,
    `"$defs": ${block($defs, definition)}`,
    '}',
    '',
  ].join('\n');
}

function definition({ properties, ...rest }: Schema): string {
  if (properties === undefined) return JSON.stringify(rest);
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head}${head === '{' ? '' : ','}"properties":${block(properties, (each) => JSON.stringify(each))}}`;
}

function block<Value>(record: Readonly<Record<string, Value>>, show: (value: Value) => string): string {
  const lines = Object.entries(record).map(([key, value]) => `${JSON.stringify(key)}:${show(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}
