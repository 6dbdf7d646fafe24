import type { Manifest } from '../../../model/manifest.ts';
import type { Prerequisite } from '../../../model/prerequisite.ts';
import type { Manifests } from '../check.ts';
import { at, containersOf, podsOf, type PlacedContainer, type Pods } from './pods.ts';
import type { Labels } from './selectors.ts';

/** Something that others may name: made here, brought by something that is made here, or there before. */
export interface Thing {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  /** Keys of a Secret or ConfigMap. @default - it has none, or nobody says which */
  readonly keys?: readonly string[] | undefined;
  /** Object that makes it. @default - it is a prerequisite */
  readonly manifest?: Manifest;
}

/** All that is there when everything is applied. */
export const inventory = ({ all, prerequisites }: Manifests): Thing[] => [
  ...all.flatMap((manifest) => [made(manifest), ...brought(manifest)]),
  ...prerequisites,
];

/** The thing of that kind and name, or nothing. */
export const findThing = (
  things: readonly Thing[],
  wanted: Pick<Thing, 'kind' | 'namespace' | 'name'>,
): Thing | undefined =>
  things.find(
    ({ kind, namespace, name }) =>
      kind === wanted.kind && namespace === wanted.namespace && name === wanted.name,
  );

/** Things that are there before, of one kind. */
export const prerequisitesOf = ({ prerequisites }: Manifests, kind: string): Prerequisite[] =>
  prerequisites.filter((one) => one.kind === kind);

/** Objects of one kind. */
export const objectsOf = ({ all }: Manifests, ...kinds: readonly string[]): Manifest[] =>
  all.filter(({ object }) => kinds.includes(object.kind));

const podsOfAll = new WeakMap<readonly Manifest[], readonly Pods[]>();

/** All pods that are made here, worked out once. */
export function allPods({ all }: Manifests): readonly Pods[] {
  const pods = podsOfAll.get(all) ?? podsOf(all);
  podsOfAll.set(all, pods);
  return pods;
}

/** All containers of all pods that are made here. */
export const containersOfAll = (manifests: Manifests): PlacedContainer[] =>
  allPods(manifests).flatMap(containersOf);

/** Labels of an object itself. */
export const labelsOf = ({ object }: Manifest): Labels => object.metadata.labels ?? {};

function made(manifest: Manifest): Thing {
  const { object } = manifest;
  const { kind, metadata } = object;
  const data = [object.data, object.stringData, object.binaryData].flatMap((map) => Object.keys(map ?? {}));
  const keys = kind === 'Secret' || kind === 'ConfigMap' ? data : undefined;
  return { kind, namespace: metadata.namespace, name: metadata.name, keys, manifest };
}

/** The Secret of an ExternalSecret. Which keys an import of a whole entry brings, nobody here knows. */
function brought(manifest: Manifest): Thing[] {
  const { object } = manifest;
  if (object.kind !== 'ExternalSecret') return [];
  const { namespace, name } = object.metadata;
  const listed = (at(object, 'spec', 'data') ?? []) as { readonly secretKey: string }[];
  const templated = Object.keys(at(object, 'spec', 'target', 'template', 'data') ?? {});
  const keys =
    at(object, 'spec', 'dataFrom') === undefined
      ? [...listed.map(({ secretKey }) => secretKey), ...templated]
      : undefined;
  const target = (at(object, 'spec', 'target', 'name') ?? name) as string;
  return [{ kind: 'Secret', namespace, name: target, keys, manifest }];
}
