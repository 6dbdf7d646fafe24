import { show } from '../../../schemas/show.ts';
import type { Finding } from '../check.ts';
import { allPods, prerequisitesOf } from '../objects/inventory.ts';
import { isEmpty } from '../objects/selectors.ts';
import { selects } from './meets.ts';
import type { Network } from './network.ts';
import type { Policy } from './policies.ts';

/** Every pod of ours is closed in both directions, and none of others is that was open. */
export const isolation = (network: Network): Finding[] => [...openPods(network), ...closedOthers(network)];

const openPods = ({ manifests, policies }: Network): Finding[] =>
  allPods(manifests).flatMap((pods) =>
    (['Ingress', 'Egress'] as const)
      .filter((side) => !policies.some((policy) => policy.sides.includes(side) && selects(policy, pods)))
      .map((side) => ({
        manifest: pods.manifest,
        field: pods.field,
        message: `No NetworkPolicy closes its pods for ${side.toLowerCase()}: ${side === 'Ingress' ? 'anybody may connect to them' : 'they may connect to anybody'}.`,
      })),
  );

const closedOthers = ({ manifests, policies }: Network): Finding[] =>
  policies.flatMap((policy) =>
    strangers(policy, manifests).map((name) => ({
      manifest: policy.manifest,
      field: 'spec.podSelector',
      message: `Closes ${name}, which others run and which was open.`,
    })),
  );

/** Pods that a policy selects and that are neither ours nor closed anyway. */
function strangers(policy: Policy, manifests: Network['manifests']): string[] {
  const { namespace, selector } = policy;
  const pods = prerequisitesOf(manifests, 'Pod')
    .filter(
      (one) => !one.isolated && selects(policy, { namespace: one.namespace ?? '', labels: one.labels ?? {} }),
    )
    .map(({ name }) => `pods ${show(name)}`);
  const isShared = prerequisitesOf(manifests, 'Namespace').some(({ name }) => name === namespace);
  return isShared && isEmpty(selector) ? [...pods, `every pod of namespace ${show(namespace)}`] : pods;
}
