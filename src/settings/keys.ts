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

/** Keys that may stand in the map at a path. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const ends = path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => childrenOf(schema, String(key))),
    [settingsJsonSchema],
  );
  return [...new Set(ends.flatMap(branches).flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

const branches = (schema: JsonSchema): readonly JsonSchema[] => schema.oneOf ?? [schema];

function childrenOf(schema: JsonSchema, key: string): JsonSchema[] {
  return branches(schema).flatMap(({ properties, additionalProperties }) => {
    const ofMap = typeof additionalProperties === 'object' ? additionalProperties : [];
    return properties?.[key] ?? ofMap;
  });
}
