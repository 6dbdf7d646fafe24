import { mapParts, mapValues, type Definitions, type Schema } from './schema.ts';

/** Definitions that upstream describes with a union of types, for which errors would be noise. */
const plainer: Definitions = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'], format: 'int32' },
};

/**
 * The definitions of one version of Kubernetes without prose, in which null is no value.
 * @param enumsOf What is known of the values that the fields of a definition may have: upstream has dropped them.
 */
export const kubernetesDefinitions = (
  upstream: Definitions,
  enumsOf: (name: string) => Schema,
): Definitions =>
  mapValues(upstream, (schema, name) =>
    mapParts(withEnums(statusUnseen(plainer[name] ?? schema), enumsOf(name)), clean),
  );

/** Words of a schema that are prose, or Kubernetes' own. */
const prose = /^(description|default|x-.*)$/;

/** Formats that say no more than the type, or than the pattern that goes with them. */
const formatsUnsaid: readonly unknown[] = ['int64', 'double', 'duration'];

/** Leaves prose, Kubernetes' own annotations and null away. */
export function clean(schema: Schema): Schema {
  const { type, ...rest } = schema;
  const entries = Object.entries({ ...(type !== undefined && { type: withoutNull(type) }), ...rest })
    .filter(([key, value]) => !prose.test(key) && !(key === 'format' && formatsUnsaid.includes(value)))
    .map(([key, value]): [string, unknown] => [
      key,
      key === 'pattern' ? withoutFlag(value as string) : value,
    ]);
  return Object.fromEntries(entries);
}

/** A pattern of Go whose letters may have either case, in the language of JavaScript: `(?i)on` is `[oO][nN]`. */
const withoutFlag = (pattern: string): string =>
  pattern.includes('(?i)')
    ? pattern.replace('(?i)', '').replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
    : pattern;

function withoutNull(type: Schema['type']): Schema['type'] {
  if (typeof type !== 'object') return type;
  const types = type.filter((each) => each !== 'null');
  return types.length === 1 ? types[0] : types;
}

/** Controllers write the status of an object: whatever it is, it is not looked into. */
export function statusUnseen(schema: Schema): Schema {
  const { properties } = schema;
  const isKind = properties?.kind && properties.apiVersion;
  if (!isKind || !properties.status) return schema;
  return { ...schema, properties: { ...properties, status: { type: 'object' } } };
}

/** Fields that take any string upstream, narrowed to the values that are known. */
function withEnums(schema: Schema, known: Schema): Schema {
  return {
    ...schema,
    ...(known.enum && { enum: schema.enum ?? known.enum }),
    ...(schema.items && known.items && { items: withEnums(schema.items, known.items) }),
    ...(schema.properties && {
      properties: mapValues(schema.properties, (each, name) =>
        withEnums(each, known.properties?.[name] ?? {}),
      ),
    }),
  };
}

/** Name, in lower case, that kubernetes-models has for a definition: `iok8sapicorev1pod` for `io.k8s.api.core.v1.Pod`. */
export const moduleOf = (name: string): string => name.replace(/[-.]/g, '').toLowerCase();

/** Definition of a kind. */
export function definitionOf(definitions: Definitions, apiVersion: string, kind: string): string {
  const found = Object.entries(definitions).find(
    ([, { properties = {} }]) =>
      properties.apiVersion?.enum?.includes(apiVersion) === true &&
      properties.kind?.enum?.includes(kind) === true,
  );
  if (found === undefined) throw new Error(`${apiVersion} ${kind} has no definition.`);
  return found[0];
}
