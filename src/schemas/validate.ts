import { customGroupOf } from './kinds.ts';
import { filesOf, type SchemaFile } from './load.ts';
import { didYouMean, show } from './show.ts';
import type { KubernetesVersion } from './versions.ts';
import { isMap, problemsOf, type SchemaProblem } from './walk.ts';

export { kubernetesVersions, type KubernetesVersion } from './versions.ts';
export type { SchemaProblem } from './walk.ts';

/** What is wrong with an object by its schema, unknown fields included. The object is what YAML or JSON gives. */
export function schemaProblems(object: unknown, version: KubernetesVersion): readonly SchemaProblem[] {
  if (!isMap(object)) return [{ field: '', message: `Must be a map, got ${show(object)}.` }];
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return withoutType({ apiVersion, kind });
  const type = `${apiVersion} ${kind}`;
  const files = filesOf(version);
  const file = files.find(({ kinds }) => Object.hasOwn(kinds, type));
  const definition = file?.kinds[type];
  if (file === undefined || definition === undefined) return [withoutSchema(apiVersion, kind, files)];
  const name = customGroupOf(apiVersion) === undefined ? `Kubernetes ${version}` : type;
  return problemsOf(object, { $ref: `#/$defs/${definition}` }, '', { file, files, name });
}

const withoutType = (names: Readonly<Record<string, unknown>>): SchemaProblem[] =>
  Object.entries(names)
    .filter(([, value]) => typeof value !== 'string')
    .map(([field, value]) => ({
      field,
      message: value === undefined ? 'Is missing.' : `Must be a string, got ${show(value)}.`,
    }));

/** A kind that is not here, and what may have been meant: the same kind of another apiVersion, or a kind of nearly that name. */
function withoutSchema(apiVersion: string, kind: string, files: readonly SchemaFile[]): SchemaProblem {
  const types = files.flatMap(({ kinds }) => Object.keys(kinds));
  const sameKind = types.find((type) => type.endsWith(` ${kind}`));
  const kinds = types.map((type) => type.replace(/^.* /, ''));
  const meant = sameKind === undefined ? didYouMean(kind, kinds) : ` Did you mean ${show(sameKind)}?`;
  const type = show(`${apiVersion} ${kind}`);
  return { field: 'kind', message: `${type} has no schema here: add it to src/schemas/kinds.ts.${meant}` };
}
