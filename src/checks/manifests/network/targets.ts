import type { Manifests } from '../check.ts';
import { allPods, prerequisitesOf } from '../objects/inventory.ts';
import { podsBehind, portsOf, serviceOf, targetOf } from '../objects/services.ts';
import type { End } from './ends.ts';

/** Pods behind one port of a Service that is made here, with the number that they listen on. */
export function behind(
  manifests: Manifests,
  host: { service: string; namespace: string },
  port: number | string,
) {
  const service = serviceOf(manifests, host);
  const found = service && portsOf(service).find((one) => one.port === port || one.name === port);
  if (service === undefined || found === undefined) return [];
  return podsBehind(service, allPods(manifests)).flatMap((pods) => {
    const number = targetOf(found, pods);
    return number === undefined ? [] : [{ to: { kind: 'pods', pods } as const, port: number }];
  });
}

/** Pods of others in a namespace, by their labels where somebody says who listens on that port. */
export function others(manifests: Manifests, namespace: string, port: number): End {
  const known = prerequisitesOf(manifests, 'Pod').filter(
    (one) => one.namespace === namespace && Object.values(one.ports ?? {}).includes(port),
  );
  const found = known.find(({ isolated }) => isolated) ?? known[0];
  return { kind: 'others', namespace, labels: found?.labels, isolated: found?.isolated };
}
