import { fieldIn } from './field.ts';
import type { Schema, SchemaFile } from './load.ts';
import { didYouMean } from './show.ts';
import { wrongValue } from './value.ts';

/** Something that is wrong with an object. */
export interface SchemaProblem {
  /** Such as `spec.template.spec.containers[0].image`. Empty if it is the object itself. */
  readonly field: string;
  /** A sentence. */
  readonly message: string;
}

/** Where a schema is from, and what it is a schema of. */
export interface Context {
  /** The file that the schema is in. */
  readonly file: SchemaFile;
  /** Files that it may refer to. */
  readonly files: readonly SchemaFile[];
  /** What has no field that it does not know, such as `Kubernetes 1.27`. */
  readonly name: string;
}

/** What is wrong with a value and with all that is in it. What is of the wrong type is not looked into. */
export function problemsOf(
  value: unknown,
  schema: Schema,
  field: string,
  context: Context,
): readonly SchemaProblem[] {
  if (schema.$ref !== undefined) return follow(value, schema.$ref, field, context);
  const message = wrongValue(value, schema);
  if (message !== undefined) return [{ field, message }];
  const { items } = schema;
  if (!Array.isArray(value)) return isMap(value) ? ofFields(value, schema, field, context) : [];
  if (items === undefined) return [];
  return value.flatMap((item, at) => problemsOf(item, items, `${field}[${String(at)}]`, context));
}

/** References are `#/$defs/Rule` within a file, and `kubernetes.json#/$defs/…` from others. */
function follow(
  value: unknown,
  reference: string,
  field: string,
  context: Context,
): readonly SchemaProblem[] {
  const [id = '', name = ''] = reference.split('#/$defs/');
  const file = id === '' ? context.file : context.files.find(({ $id }) => $id === id);
  const schema = file?.$defs[name];
  if (file === undefined || schema === undefined) throw new Error(`No schema is called '${reference}'.`);
  return problemsOf(value, schema, field, file === context.file ? context : { ...context, file });
}

/** Whether something is a map, as YAML and JSON have it. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofFields(
  map: Readonly<Record<string, unknown>>,
  schema: Schema,
  field: string,
  context: Context,
): readonly SchemaProblem[] {
  const { required = [], properties = {}, additionalProperties } = schema;
  const missing = required
    .filter((key) => map[key] === undefined)
    .map((key) => ({ field: fieldIn(field, key), message: 'Is missing.' }));
  const wrong = Object.entries(map).flatMap(([key, value]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known === undefined || value === undefined) return [];
    if (known !== false) return problemsOf(value, known, fieldIn(field, key), context);
    const meant = didYouMean(key, Object.keys(properties));
    return [{ field: fieldIn(field, key), message: `No such field in ${context.name}.${meant}` }];
  });
  return [...missing, ...wrong];
}
