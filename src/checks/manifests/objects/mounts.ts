import { didYouMean, show } from '../../../schemas/show.ts';
import type { Finding } from '../check.ts';
import { at, containersOf, type Pods } from './pods.ts';

/** Volumes that the Prometheus Operator gives its pods. */
const operators =
  /^(config|config-out|tls-assets|web-config|(secret|configmap|prometheus|alertmanager|thanos-ruler)-.+)$/;

/** Mounts of volumes that pods do not have. */
export function mountsWithoutVolume(pods: Pods): Finding[] {
  const { manifest, spec, places } = pods;
  const claims = (at(manifest.object, 'spec', 'volumeClaimTemplates') ?? []) as readonly unknown[];
  const names = [
    ...(spec.volumes ?? []).map(({ name }) => name),
    ...claims.map((claim) => String(at(claim, 'metadata', 'name'))),
  ];
  return containersOf(pods).flatMap(({ container: { volumeMounts = [] }, field }) =>
    volumeMounts.flatMap(({ name }, index) => {
      if (names.includes(name) || (places !== undefined && operators.test(name))) return [];
      const message = `There is no volume ${show(name)}.${didYouMean(name, names)}`;
      return [{ manifest, field: `${field}.volumeMounts[${String(index)}]`, message }];
    }),
  );
}

/** Pods that ask their node's resolver, which knows no Service. */
export function dnsPolicy({ manifest, spec, field }: Pods): Finding[] {
  if (!['Default', 'None'].includes(String(spec.dnsPolicy))) return [];
  const message = `Must be 'ClusterFirst', got ${show(spec.dnsPolicy)}: the pods would find no Service by its name.`;
  return [{ manifest, field: `${field}.dnsPolicy`, message }];
}
