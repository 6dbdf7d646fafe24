import type { Manifests } from '../check.ts';
import { objectsOf } from '../objects/inventory.ts';
import type { Pods } from '../objects/pods.ts';

/** Whether pods have a token for the Kubernetes API: they say so themselves, or their account does. */
export function mountsToken({ namespace, spec }: Pods, manifests: Manifests): boolean {
  const { automountServiceAccountToken: own, serviceAccountName = 'default' } = spec;
  const account = objectsOf(manifests, 'ServiceAccount').find(
    ({ object: { metadata } }) => metadata.namespace === namespace && metadata.name === serviceAccountName,
  );
  return own ?? account?.object.automountServiceAccountToken !== false;
}
