import type { ManifestCheck } from './check.ts';
import { at, podsOf, type Pods } from './objects/pods.ts';
import { takes, type Selector } from './objects/selectors.ts';

/** Two replicas or more are kept on different nodes, so that one node takes no more than one of them with it. */
export const spreadOut: ManifestCheck = ({ all }) =>
  podsOf(all)
    .filter((pods) => pods.replicas > 1 && !selectors(pods).some((selector) => takes(selector, pods.labels)))
    .map(({ manifest, field }) => ({
      manifest,
      field: `${field}.affinity.podAntiAffinity`,
      message:
        'Must keep its own replicas apart, or topologySpreadConstraints must: all may land on one node.',
    }));

/** What pods are kept apart from. */
function selectors({ spec }: Pods): Selector[] {
  const anti = at(spec, 'affinity', 'podAntiAffinity');
  const preferred = (at(anti, 'preferredDuringSchedulingIgnoredDuringExecution') ?? []) as unknown[];
  const required = (at(anti, 'requiredDuringSchedulingIgnoredDuringExecution') ?? []) as unknown[];
  const terms = [
    ...preferred.map((term) => at(term, 'podAffinityTerm')),
    ...required,
    ...(spec.topologySpreadConstraints ?? []),
  ];
  return terms
    .map((term) => at(term, 'labelSelector') as Selector | undefined)
    .filter((one) => one !== undefined);
}
