import type { Manifest } from '../../model/manifest.ts';
import { accessOf } from '../../model/node-access.ts';
import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';

/**
 * A namespace that is made here admits only pods of Pod Security "restricted", and says so of what it would refuse. One in which pods read
 * their nodes has to admit all, as there is no level between; it says so all the same, and `node-access` is what keeps others out.
 */
export const restrictedNamespace: ManifestCheck = ({ all }) =>
  all
    .filter(({ object }) => object.kind === 'Namespace')
    .flatMap((manifest) =>
      ['enforce', 'audit', 'warn'].flatMap((mode) => [
        ...level(manifest, mode, mode === 'enforce' && readsNodes(all, manifest)),
        ...version(manifest, mode),
      ]),
    );

const readsNodes = (all: readonly Manifest[], { object }: Manifest): boolean =>
  all.some(
    (one) => one.object.metadata.namespace === object.metadata.name && accessOf(one.object) !== undefined,
  );

function level(manifest: Manifest, mode: string, mayBePrivileged: boolean): Finding[] {
  const { label, value } = labelOf(manifest, mode);
  if (value === 'restricted' || (mayBePrivileged && value === 'privileged')) return [];
  const message = `Must be 'restricted', got ${show(value)}: the API server would take pods that may do more.`;
  return [{ manifest, field: fieldIn('metadata.labels', label), message }];
}

/** Since Kubernetes 1.25 the standard is as it is now. Without a version it is the API server's own. */
function version(manifest: Manifest, mode: string): Finding[] {
  const { label, value } = labelOf(manifest, `${mode}-version`);
  const minor = Number(/^v1\.(\d+)$/.exec(value ?? '')?.[1] ?? 0);
  if (value === undefined || value === 'latest' || minor >= 25) return [];
  const message = `Must be 'latest', or 'v1.25' or later, got ${show(value)}: the standard of then refused less.`;
  return [{ manifest, field: fieldIn('metadata.labels', label), message }];
}

function labelOf({ object: { metadata } }: Manifest, name: string) {
  const label = `pod-security.kubernetes.io/${name}`;
  return { label, value: metadata.labels?.[label] };
}
