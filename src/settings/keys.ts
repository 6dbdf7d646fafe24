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

/** The settings as JSON Schema: what editors complete and check with. */
export const settingsJsonSchema = z.toJSONSchema(settingsSchema, { io: 'input' }) as JsonSchema;

/** Keys that may stand in the map at a path of these settings: where a map has kinds, those of the kind that it is. */
export function keysAt(path: readonly PropertyKey[], settings: unknown): string[] {
  const map = valueAt(settings, path);
  return [...new Set(schemasAt(path).flatMap((schema) => keysOf(branchesFor(schema, map))))];
}

/** Kinds of the map at a path that have a key. */
export function kindsWith(path: readonly PropertyKey[], key: string): string[] {
  const having = schemasAt(path).flatMap((schema) => (schema.oneOf ?? []).filter((one) => hasKey(one, key)));
  return having.flatMap(({ properties }) => properties?.kind?.const ?? []);
}

/** What stands at a path of parsed settings. */
export const valueAt = (settings: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined | null)?.[key],
    settings,
  );

const schemasAt = (path: readonly PropertyKey[]): readonly JsonSchema[] =>
  path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => childrenOf(schema, String(key))),
    [settingsJsonSchema],
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
