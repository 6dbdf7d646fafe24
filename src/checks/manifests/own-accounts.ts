import { show } from '../../schemas/show.ts';
import type { ManifestCheck } from './check.ts';
import { podsOf } from './objects/pods.ts';

/** Every workload runs as a ServiceAccount of its own, so that a right given to one is given to no other. */
export const ownAccounts: ManifestCheck = ({ all }) => {
  const pods = podsOf(all);
  return pods.flatMap((each, index) => {
    const { manifest, namespace, spec } = each;
    const account = spec.serviceAccountName;
    const field = `${each.field}.serviceAccountName`;
    if (account === undefined || account === 'default') {
      return [{ manifest, field, message: `Must name an account of its own, got ${show(account)}.` }];
    }
    const sharer = pods
      .slice(0, index)
      .find((other) => other.namespace === namespace && other.spec.serviceAccountName === account);
    if (sharer === undefined) return [];
    const { kind, metadata } = sharer.manifest.object;
    return [
      {
        manifest,
        field,
        message: `Must name an account of its own, got ${show(account)}, that of ${kind} ${metadata.name}.`,
      },
    ];
  });
};
