import { z } from 'zod';
import { settingsSchema } from './schema.ts';

/** The part of JSON Schema that the settings use. */
export interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** What a file must look like: what judges it, and the same as JSON Schema, which knows the keys. */
export interface Form<T> {
  readonly schema: z.ZodType<T>;
  readonly json: JsonSchema;
}

/** The form of files that a schema describes. */
export const formOf = <T>(schema: z.ZodType<T>): Form<T> => ({
  schema,
  json: z.toJSONSchema(schema, { io: 'input' }) as JsonSchema,
});

/** The form of an environment file. */
export const settingsForm = formOf(settingsSchema);

/** The settings as JSON Schema: what editors complete and check with. */
export const settingsJsonSchema = settingsForm.json;

/** Keys that may stand in the map at a path of this file: where a map has kinds, those of the kind that it is. */
export function keysAt(json: JsonSchema, path: readonly PropertyKey[], file: unknown): string[] {
  const map = valueAt(file, path);
  return [...new Set(schemasAt(json, path).flatMap((schema) => keysOf(branchesFor(schema, map))))];
}

/** Kinds of the map at a path that have a key. */
export function kindsWith(json: JsonSchema, path: readonly PropertyKey[], key: string): string[] {
  const having = schemasAt(json, path).flatMap((schema) =>
    (schema.oneOf ?? []).filter((one) => hasKey(one, key)),
  );
  return having.flatMap(({ properties }) => properties?.kind?.const ?? []);
}

/** What stands at a path of parsed settings. */
export const valueAt = (settings: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined | null)?.[key],
    settings,
  );

const schemasAt = (json: JsonSchema, path: readonly PropertyKey[]): readonly JsonSchema[] =>
  path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => childrenOf(schema, String(key))),
    [json],
  );

const branches = (schema: JsonSchema): readonly JsonSchema[] => schema.oneOf ?? [schema];

function branchesFor(schema: JsonSchema, map: unknown): readonly JsonSchema[] {
  const kind = valueAt(map, ['kind']);
  const chosen = branches(schema).filter(({ properties }) => properties?.kind?.const === kind);
  return chosen.length > 0 ? chosen : branches(schema);
}

const keysOf = (schemas: readonly JsonSchema[]): string[] =>
  schemas.flatMap(({ properties = {} }) => Object.keys(properties));

const hasKey = ({ properties = {} }: JsonSchema, key: string): boolean => Object.hasOwn(properties, key);

function childrenOf(schema: JsonSchema, key: string): JsonSchema[] {
  return branches(schema).flatMap(({ properties, additionalProperties }) => {
    const ofMap = typeof additionalProperties === 'object' ? additionalProperties : [];
    return properties?.[key] ?? ofMap;
  });
}
