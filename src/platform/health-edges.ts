import type { Peer } from '../constructs/network-policy.ts';
import { metricsPort } from '../metrics/port.ts';
import { jobs } from '../model/jobs.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { databaseServer, outside, replicas, scraper, tcp, type Edge } from './ends.ts';
import { healthPort, type Health } from './health.ts';

/** Whom the health service connects to: what it checks, and nobody else. */
export function healthEdges(settings: Settings, health: Health): Edge[] {
  const from = jobs.health;
  const { service, metrics, database } = settings;
  const { port = metricsPort[metrics.binding] } = service.podProbes;
  const checked: [boolean, Peer, number][] = [
    [health.database, databaseServer(settings), database.connection.port],
    [health.api, replicas(settings), port],
    ...serversOf(health).map(({ host, port: of }): [boolean, Peer, number] => [true, peerOf(host), of]),
  ];
  const edges = checked.flatMap(([is, to, of]): Edge[] => (is ? [{ from, to, ports: tcp(of) }] : []));
  return [{ from: scraper(settings), to: from, ports: tcp(healthPort) }, ...once(edges)];
}

/** Two that are asked outside on the same port are one opening. */
function once(edges: readonly Edge[]): Edge[] {
  const texts = edges.map((edge) => JSON.stringify(edge));
  return edges.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
}

/** A server that is not ours: its host name, and the port that its pods listen on too, where it is a Service. */
interface Server {
  readonly host: string;
  readonly port: number;
  readonly why: string;
}

function serversOf({ elasticsearch, redis, kms }: Health): Server[] {
  return [
    ...(elasticsearch ? [{ ...addressOf(elasticsearch.url), why: 'Elasticsearch' }] : []),
    ...(redis ? [{ host: redis.host, port: redis.port, why: 'Redis' }] : []),
    // A token of its account is changed for credentials at STS, over TLS too.
    ...(kms ? [{ host: '', port: 443, why: 'KMS and STS' }] : []),
    ...(kms?.endpoint === undefined ? [] : [{ ...addressOf(kms.endpoint), why: 'KMS' }]),
  ];
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** Service and namespace of a host name in the cluster. */
function serviceIn(host: string): { readonly service: string; readonly namespace: string } | undefined {
  const [, service, namespace] =
    /^(?:[a-z0-9-]+\.)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.cluster\.local)?$/.exec(host) ?? [];
  return service === undefined || namespace === undefined ? undefined : { service, namespace };
}

function peerOf(host: string): Peer {
  const { namespace } = serviceIn(host) ?? {};
  return namespace === undefined ? outside : { namespace };
}

/** What must be there before: the Services that it connects to, and their namespaces. */
export function healthPrerequisites(settings: Settings): Prerequisite[] {
  const { health, service, metrics, monitoring, network } = settings;
  if (health === undefined) return [];
  const known = [monitoring.namespace, service.namespace, ...network.readers];
  const why = 'which the health service asks';
  const { port = metricsPort[metrics.binding] } = service.podProbes;
  // What is scraped through its Service is here for that already.
  const isHere = service.scrape.via === 'service' && port === metricsPort[metrics.binding];
  const api: Prerequisite = {
    ...{ kind: 'Service', namespace: service.namespace, name: service.name },
    ...{ ports: { health: port }, why: `the service that is watched, ${why}` },
  };
  const others = serversOf(health).flatMap(({ host, port: of, why: what }): Prerequisite[] => {
    const found = serviceIn(host);
    if (found === undefined) return [];
    const { namespace, service: name } = found;
    const isNew = !known.includes(namespace);
    known.push(namespace);
    return [
      ...(isNew ? [{ kind: 'Namespace', name: namespace, why: `where ${what} runs` }] : []),
      { kind: 'Service', namespace, name, ports: { [what.toLowerCase()]: of }, why: `${what}, ${why}` },
    ];
  });
  return [...(health.api && !isHere ? [api] : []), ...others];
}
