import type { Peer } from '../constructs/network-policy.ts';
import { jobs } from '../model/jobs.ts';
import { filebeatName, logsSetupName } from '../model/names.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { outside, scraper, tcp, type Edge } from './ends.ts';
import { logsExporterPort, type Logs } from './logs.ts';

/** Components in the namespace of the logs; all others are in that of the monitoring. */
export const logsComponents: readonly string[] = [
  filebeatName,
  logsSetupName,
  jobs.logsExporter,
  jobs.logArchive,
];

/** Who connects to whom for the logs: everybody here to Elasticsearch, and whoever scrapes to the exporter. */
export function logsEdges(settings: Settings, { elasticsearch }: Logs): Edge[] {
  const { peer, port } = serverOf(elasticsearch);
  const senders = [filebeatName, logsSetupName, jobs.logsExporter];
  return [
    ...senders.map((from) => ({ from, to: peer, ports: tcp(port) })),
    { from: scraper(settings), to: jobs.logsExporter, ports: tcp(logsExporterPort) },
  ];
}

function serverOf({ url, pods }: Logs['elasticsearch']) {
  const { hostname, port } = new URL(url);
  const [, service, namespace] =
    /^(?:[a-z0-9-]+\.)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.cluster\.local)?$/.exec(hostname) ?? [];
  const peer: Peer = namespace === undefined ? outside : { namespace, ...(pods ? { pods } : {}) };
  return { peer, port: Number(port || 443), service, namespace, pods };
}

/** What must be there before: Elasticsearch, where it is in the cluster, and the store of secrets. */
export function logsPrerequisites(settings: Settings): Prerequisite[] {
  const { logs, secrets, service: watched, monitoring, network } = settings;
  if (logs === undefined) return [];
  const { namespace, service, port, pods } = serverOf(logs.elasticsearch);
  const why = 'Elasticsearch, where the logs go';
  const store: Prerequisite[] =
    secrets?.store.kind === 'SecretStore'
      ? [{ ...secrets.store, namespace: logs.namespace, why: 'where External Secrets reads for the logs' }]
      : [];
  if (namespace === undefined || service === undefined) return store;
  const ports = { elasticsearch: port };
  return [
    ...store,
    ...([watched.namespace, monitoring.namespace, ...network.readers].includes(namespace)
      ? []
      : [{ kind: 'Namespace', name: namespace, why: `where there is ${why}` }]),
    { kind: 'Service', namespace, name: service, ports, why },
    ...(pods === undefined ? [] : [{ kind: 'Pod', namespace, name: service, labels: pods, ports, why }]),
  ];
}
