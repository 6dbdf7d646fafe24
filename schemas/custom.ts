import { corrected } from './corrections.ts';
import { decompile } from './decompile.ts';
import { clean, statusUnseen } from './kubernetes.ts';
import { localName, prune, references } from './prune.ts';
import { mapParts, mapValues, sortKeys, type Definitions, type Schema } from './schema.ts';

/** Where the schemas of a group of custom resources are. */
export interface CustomSource {
  /** Code of a validator by its module's name. */
  readonly read: (module: string) => string;
  /** What the names of the group's modules begin with. */
  readonly prefix: string;
  /** Reference to what belongs to Kubernetes, by its module's name. */
  readonly kubernetes: (module: string) => string | undefined;
}

/** Definitions of the kinds of a group, and of all that they refer to. */
export function customDefinitions(
  kinds: readonly string[],
  { read, prefix, kubernetes }: CustomSource,
): Definitions {
  const refer = (module: string): string => kubernetes(module) ?? `#/$defs/${module.replace(prefix, '')}`;
  const found: Record<string, Schema> = {};
  const add = (name: string): void => {
    if (name in found) return;
    const upstream = statusUnseen(decompile(read(`${prefix}${name}`), refer));
    const schema = corrected(name, mapParts(upstream, clean));
    found[name] = schema;
    references(schema)
      .filter((reference) => reference.startsWith('#'))
      .map(localName)
      .forEach(add);
  };
  kinds.forEach(add);
  return prune(
    mapValues(found, (schema) => withEmbedded(schema, found)),
    kinds,
  );
}

/** A schema with the fields of the structs that it embeds. */
function withEmbedded({ allOf = [], required = [], ...schema }: Schema, definitions: Definitions): Schema {
  const embedded = allOf.map(({ $ref = '' }) =>
    withEmbedded(definitions[localName($ref)] ?? {}, definitions),
  );
  const all = [...embedded, schema];
  const needed = new Set([...required, ...embedded.flatMap((each) => each.required ?? [])]);
  return {
    ...schema,
    ...(allOf.length > 0 && { type: 'object', additionalProperties: false }),
    ...(needed.size > 0 && { required: [...needed].sort() }),
    ...(all.some(({ properties }) => properties) && {
      properties: sortKeys(Object.assign({}, ...all.map((each) => each.properties)) as Definitions),
    }),
  };
}
