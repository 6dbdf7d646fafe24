import type { Schema as Made } from '../src/schemas/load.ts';

/** A schema on its way into `src/schemas/`. */
export interface Schema extends Made {
  readonly items?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly properties?: Definitions;
  /** Structs of Go that are embedded: what is written has their fields instead. */
  readonly allOf?: readonly Schema[];
}

/** Schemas by the name under which others refer to them. */
export type Definitions = Readonly<Record<string, Schema>>;

/** A schema with its parts changed, the deepest first. */
export function mapParts(schema: Schema, change: (part: Schema) => Schema): Schema {
  const { items, additionalProperties, properties } = schema;
  return change({
    ...schema,
    ...(items && { items: mapParts(items, change) }),
    ...(additionalProperties && { additionalProperties: mapParts(additionalProperties, change) }),
    ...(properties && { properties: mapValues(properties, (part) => mapParts(part, change)) }),
  });
}

/** A record with its values changed. */
export const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** A record in the order of its keys. */
export const sortKeys = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
