import { sortKeys, type Schema } from './schema.ts';

/** `description` is a field of these, which the validators have lost as if it were prose: they would refuse it. */
const withDescription = (schema: Schema): Schema => ({
  ...schema,
  properties: sortKeys({ ...schema.properties, description: { type: 'string' } }),
});

/** The validators take what stands within another object for an object of its own, which had to tell its kind. */
function withoutKind(schema: Schema): Schema {
  const text: Schema = { type: 'string' };
  return { ...schema, required: [], properties: { ...schema.properties, apiVersion: text, kind: text } };
}

/** Where kubernetes-models is mistaken, by definition. */
const corrections: Readonly<Record<string, (schema: Schema) => Schema>> = {
  AppProjectSpec: withDescription,
  EmbeddedPersistentVolumeClaim: withoutKind,
  ProjectRole: withDescription,
  SyncWindow: withDescription,
};

/** A definition as the custom resource has it. */
export const corrected = (name: string, schema: Schema): Schema => corrections[name]?.(schema) ?? schema;
