import type { Chart } from 'cdk8s';
import { NetworkPolicy, type Opening, type Port } from '../constructs/network-policy.ts';
import { jobs } from '../model/jobs.ts';
import { partOf } from '../model/labels.ts';
import type { Settings } from '../settings/schema.ts';
import { edges, podsOf, type Edge, type End } from './edges.ts';

/** Where names are asked for: pods, and addresses that answer as well. */
function dnsOf({ network: { dns } }: Settings): Opening[] {
  const ports: Port[] = [{ port: dns.port, protocol: 'UDP' }, { port: dns.port }];
  const pods = { peer: { namespace: dns.namespace, pods: dns.labels }, ports };
  return [pods, ...(dns.addresses.length > 0 ? [{ peer: { cidrs: dns.addresses }, ports }] : [])];
}

/** Isolates every pod of this stack, and opens each edge at both of its ends. */
export function networkPolicies(chart: Chart, settings: Settings): void {
  const { namespace } = settings.monitoring;
  const needed = edges(settings);
  // A namespace that others use too is theirs to close.
  const pods = settings.platform.kind === 'own' ? {} : { 'app.kubernetes.io/part-of': partOf };
  new NetworkPolicy(chart, 'DenyAll', {
    namespace,
    name: 'fraiseql-deny-all',
    pods,
    ingress: [],
    egress: [],
  });
  for (const component of componentsOf(needed)) {
    new NetworkPolicy(chart, component, {
      namespace,
      name: component,
      pods: podsOf(component),
      ingress: needed.filter(({ to }) => to === component).map(({ from, ports }) => opening(from, ports)),
      egress: [
        ...needed.filter(({ from }) => from === component).map(({ to, ports }) => opening(to, ports)),
        ...dnsOf(settings),
      ],
    });
  }
  lettingIn(chart, settings, needed);
}

const componentsOf = (all: readonly Edge[]): string[] =>
  [...new Set(all.flatMap(({ from, to }) => [from, to]).filter((end) => typeof end === 'string'))].sort();

const opening = (end: End, ports: readonly Port[]): Opening => ({
  peer: typeof end === 'string' ? { pods: podsOf(end) } : end,
  ports,
});

/** Where pods of others are isolated, their side of an edge must be opened too. */
function lettingIn(chart: Chart, settings: Settings, all: readonly Edge[]): void {
  const { service, database, monitoring } = settings;
  const isolated = [service.isolatedPods, database.kind === 'in-cluster' ? database.isolatedPods : undefined];
  for (const { from, to, ports } of all) {
    if (typeof to === 'string' || to.pods === undefined || !isolated.includes(to.pods)) continue;
    const name = `let-in-${typeof from === 'string' ? from : jobs.prometheus}`;
    const peer = {
      ...(typeof from === 'string' ? { pods: podsOf(from) } : from),
      namespace: monitoring.namespace,
    };
    new NetworkPolicy(chart, name, {
      namespace: service.namespace,
      name,
      pods: to.pods,
      ingress: [{ peer, ports }],
    });
  }
}
