/** The part of JSON Schema that the data of `src/schemas/` uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Schemas by the name under which others refer to them. */
export type Definitions = Readonly<Record<string, Schema>>;

/** A file of `src/schemas/`. */
export interface SchemaFile {
  /** What other files call it in their references. */
  readonly $id: string;
  /** Definition of each kind: `apps/v1 Deployment` is `io.k8s.api.apps.v1.Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly $defs: Definitions;
}

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
