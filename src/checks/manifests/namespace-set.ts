import type { Manifest } from '../../model/manifest.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';

/** Kinds that belong to the whole cluster. */
const clusterWide = ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'PriorityClass'];

/** Every object says in which namespace it lives, and that one is made here or is there before. */
export const namespaceSet: ManifestCheck = (manifests) => {
  const known = knownNamespaces(manifests);
  return manifests.all.flatMap((manifest) => {
    const message = wrongNamespace(manifest, known);
    return message === undefined ? [] : [finding(manifest, message)];
  });
};

const finding = (manifest: Manifest, message: string): Finding => ({
  manifest,
  field: 'metadata.namespace',
  message,
});

/** `kube-system` is in every cluster. */
const knownNamespaces = ({ all, prerequisites }: Manifests): string[] => [
  ...all.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name),
  ...prerequisites.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name),
  'kube-system',
];

function wrongNamespace(
  { object: { kind, metadata } }: Manifest,
  known: readonly string[],
): string | undefined {
  const { namespace } = metadata;
  if (clusterWide.includes(kind)) {
    return namespace === undefined
      ? undefined
      : `Must not be set, got ${show(namespace)}: a ${kind} belongs to the whole cluster.`;
  }
  if (namespace === undefined) return 'Is missing: the object would land wherever somebody applies it from.';
  if (namespace === 'default')
    return "Must not be 'default': nothing isolates what others put there. Name another.";
  if (known.includes(namespace)) return undefined;
  return `Must be one that is made here or in src/platform/prerequisites.ts, ${oneOf([...new Set(known)].sort())}, got ${show(namespace)}.`;
}
