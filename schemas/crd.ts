import { clean, statusUnseen } from './kubernetes.ts';
import { mapParts, sortKeys, type Definitions, type Schema } from './schema.ts';

/** The part of a CustomResourceDefinition that says what its objects are. */
export interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/**
 * Definitions of kinds, as they are installed.
 * @param meta Reference to the schema of an object's metadata.
 */
export const crdDefinitions = (
  kinds: readonly (readonly [apiVersion: string, kind: string])[],
  crds: readonly Crd[],
  meta: string,
): Definitions =>
  sortKeys(Object.assign({}, ...kinds.map((each) => ofKind(each, crds, meta))) as Definitions);

/** A kind and, by itself, its spec: of what stands by itself each field has its line. */
function ofKind(
  [apiVersion, kind]: readonly [string, string],
  crds: readonly Crd[],
  meta: string,
): Definitions {
  const schema = mapParts(schemaOf(apiVersion, kind, crds), (part) => closed(clean(part)));
  const { required = [], properties = {} } = schema;
  const { spec = {} } = properties;
  const whole: Schema = {
    ...schema,
    required: [...new Set(['apiVersion', 'kind', ...required])].sort(),
    properties: {
      ...properties,
      apiVersion: { type: 'string', enum: [apiVersion] },
      kind: { type: 'string', enum: [kind] },
      metadata: { $ref: meta },
      spec: { $ref: `#/$defs/${kind}Spec` },
    },
  };
  return { [kind]: statusUnseen(whole), [`${kind}Spec`]: spec };
}

function schemaOf(apiVersion: string, kind: string, crds: readonly Crd[]): Schema {
  const [group, version] = apiVersion.split('/');
  const crd = crds.find(({ spec }) => spec.group === group && spec.names.kind === kind);
  const schema = crd?.spec.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema;
  if (schema === undefined) throw new Error(`No CustomResourceDefinition is of ${apiVersion} ${kind}.`);
  return schema;
}

/** An object has no fields but its own, which a CustomResourceDefinition leaves unsaid. */
const closed = (schema: Schema): Schema =>
  schema.properties === undefined
    ? schema
    : { ...schema, additionalProperties: false, properties: sortKeys(schema.properties) };
