import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { at, podsOf } from './objects/pods.ts';

/** The token of a ServiceAccount is mounted where a binding gives it rights, nowhere else, and never by default. */
export const tokenOnlyIfUsed: ManifestCheck = ({ all }) => {
  const bound = boundAccounts(all);
  return mounters(all).flatMap(({ manifest, field, account, mounts }) => {
    const used = bound.includes(account);
    if (mounts === used) return [];
    const why = used ? 'a binding gives the account rights' : 'no binding gives the account a right';
    return [{ manifest, field, message: `Must be ${String(used)}, got ${show(mounts)}: ${why}.` }];
  });
};

/** What decides whether a token is mounted. */
interface Mounter {
  readonly manifest: Manifest;
  readonly field: string;
  /** Namespace and name. */
  readonly account: string;
  readonly mounts: unknown;
}

const mounters = (all: readonly Manifest[]): Mounter[] => [
  ...all
    .filter(({ object }) => object.kind === 'ServiceAccount')
    .map((manifest) => ({
      manifest,
      field: 'automountServiceAccountToken',
      account: `${manifest.object.metadata.namespace ?? ''}/${manifest.object.metadata.name}`,
      mounts: manifest.object.automountServiceAccountToken,
    })),
  ...podsOf(all)
    // Of ThanosRuler the operator lets the account alone decide.
    .filter(({ manifest }) => manifest.object.kind !== 'ThanosRuler')
    .map(({ manifest, field, namespace, spec }) => ({
      manifest,
      field: `${field}.automountServiceAccountToken`,
      account: `${namespace}/${spec.serviceAccountName ?? 'default'}`,
      mounts: spec.automountServiceAccountToken,
    })),
];

/** ServiceAccounts that a binding names, as namespace and name. */
const boundAccounts = (all: readonly Manifest[]): string[] =>
  all
    .filter(({ object }) => object.kind.endsWith('RoleBinding'))
    .flatMap(
      ({ object }) => (at(object, 'subjects') ?? []) as readonly { name: string; namespace?: string }[],
    )
    .map(({ namespace, name }) => `${namespace ?? ''}/${name}`);
