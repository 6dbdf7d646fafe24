import type { Chart } from 'cdk8s';
import { NetworkPolicy, type Opening, type Peer, type Port } from '../constructs/network-policy.ts';
import { jobs } from '../model/jobs.ts';
import { partOf } from '../model/labels.ts';
import type { Settings } from '../settings/schema.ts';
import { backupComponents } from './backup-edges.ts';
import { edges, podsOf } from './edges.ts';
import type { Edge, End } from './ends.ts';
import { logsComponents } from './logs-edges.ts';

/** Where names are asked for: pods, and addresses that answer as well. */
function dnsOf({ network: { dns } }: Settings): Opening[] {
  const ports: Port[] = [{ port: dns.port, protocol: 'UDP' }, { port: dns.port }];
  const pods = { peer: { namespace: dns.namespace, pods: dns.labels }, ports };
  return [pods, ...(dns.addresses.length > 0 ? [{ peer: { cidrs: dns.addresses }, ports }] : [])];
}

/** Isolates every pod of this stack, and opens each edge at both of its ends. */
export function networkPolicies(chart: Chart, settings: Settings): void {
  const { monitoring, logs, platform } = settings;
  const needed = edges(settings);
  // A namespace that others use too is theirs to close.
  const pods = platform.kind === 'own' ? {} : { 'app.kubernetes.io/part-of': partOf };
  denyAll(chart, 'DenyAll', { namespace: monitoring.namespace, pods });
  if (logs) denyAll(chart, 'DenyAll-logs', { namespace: logs.namespace, pods: {} });
  for (const component of componentsOf(needed)) {
    const namespace = homeOf(component, settings);
    const open = (end: End, ports: readonly Port[]) => ({ peer: seenFrom(namespace, end, settings), ports });
    new NetworkPolicy(chart, component, {
      namespace,
      name: component,
      pods: podsOf(component),
      ingress: needed.filter(({ to }) => to === component).map(({ from, ports }) => open(from, ports)),
      egress: [
        ...needed.filter(({ from }) => from === component).map(({ to, ports }) => open(to, ports)),
        ...dnsOf(settings),
      ],
    });
  }
  lettingIn(chart, settings, needed);
}

/** Closes pods of a namespace in both directions. */
function denyAll(
  chart: Chart,
  id: string,
  closed: { readonly namespace: string; readonly pods: Readonly<Record<string, string>> },
): void {
  new NetworkPolicy(chart, id, { ...closed, name: 'fraiseql-deny-all', ingress: [], egress: [] });
}

const componentsOf = (all: readonly Edge[]): string[] =>
  [...new Set(all.flatMap(({ from, to }) => [from, to]).filter((end) => typeof end === 'string'))].sort();

/** Namespace that a component runs in. */
function homeOf(component: string, { logs, monitoring, service }: Settings): string {
  if (backupComponents.includes(component)) return service.namespace;
  return logs && logsComponents.includes(component) ? logs.namespace : monitoring.namespace;
}

/** The other end, as a policy in a namespace names it: where none is said it is that of the monitoring. */
function seenFrom(namespace: string, end: End, settings: Settings): Peer {
  if (typeof end !== 'string' && (end.cidrs !== undefined || end.namespace !== undefined))
    return inNamespace(namespace, end);
  const [pods, home] =
    typeof end === 'string'
      ? [podsOf(end), homeOf(end, settings)]
      : [end.pods, settings.monitoring.namespace];
  return { ...(pods ? { pods } : {}), ...(home === namespace ? {} : { namespace: home }) };
}

/** A peer as a policy of a namespace names it: its own is not said. */
function inNamespace(namespace: string, { namespace: home, ...peer }: Peer): Peer {
  const isHere = home === namespace && peer.pods !== undefined;
  return { ...peer, ...(home === undefined || isHere ? {} : { namespace: home }) };
}

/** Where pods of others are isolated, their side of an edge must be opened too. */
function lettingIn(chart: Chart, settings: Settings, all: readonly Edge[]): void {
  const { service, database, monitoring } = settings;
  const isolated = [service.isolatedPods, database.kind === 'in-cluster' ? database.isolatedPods : undefined];
  const names = new Set<string>();
  for (const { from, to, ports } of all) {
    if (typeof to === 'string' || to.pods === undefined || !isolated.includes(to.pods)) continue;
    const first = `let-in-${typeof from === 'string' ? from : jobs.prometheus}`;
    // Whoever connects to two of them needs two policies.
    const name = names.has(first) ? `${first}-${ports.map(({ port }) => port).join('-')}` : first;
    names.add(name);
    const home = typeof from === 'string' ? homeOf(from, settings) : monitoring.namespace;
    const peer = inNamespace(service.namespace, {
      ...(typeof from === 'string' ? { pods: podsOf(from) } : from),
      namespace: home,
    });
    new NetworkPolicy(chart, name, {
      namespace: service.namespace,
      name,
      pods: to.pods,
      ingress: [{ peer, ports }],
    });
  }
}
