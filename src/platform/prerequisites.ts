import { cronJobs } from '../metrics/bindings/cluster.ts';
import { metricsPort } from '../metrics/port.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { backupSecrets } from './backup.ts';
import { backupPrerequisites } from './backup-edges.ts';
import { healthPrerequisites } from './health-edges.ts';
import { logsPrerequisites } from './logs-edges.ts';
import { logsSecrets } from './logs.ts';
import { neededSecrets } from './secrets.ts';
import { sloReportPrerequisites } from './slo-report.ts';

/** What must be in the cluster before this environment is applied. */
export function prerequisites(settings: Settings, routing: string): readonly Prerequisite[] {
  return once([
    ...serviceObjects(settings),
    ...clusterObjects(settings),
    ...secretObjects(settings, routing),
  ]);
}

/** A namespace or a Service that two rely on, on the same port, is told of once. */
function once(all: readonly Prerequisite[]): Prerequisite[] {
  const said = all.map(({ kind, namespace, name, ports }) =>
    JSON.stringify([kind, namespace, name, Object.values(ports ?? {})]),
  );
  return all.filter(
    ({ kind }, at) => !['Namespace', 'Service'].includes(kind) || said.indexOf(said[at] ?? '') === at,
  );
}

function serviceObjects({ service, database, metrics, health, backup }: Settings): Prerequisite[] {
  const { namespace, scrape } = service;
  const kind = scrape.via === 'service' ? 'Service' : 'Pod';
  const ports = { [scrape.port]: metricsPort[metrics.binding] };
  const { port: asked = metricsPort[metrics.binding] } = service.podProbes;
  const why = 'the service that is watched, with its metrics';
  return [
    { kind: 'Namespace', name: namespace, why: 'where the service runs' },
    { kind, namespace, name: service.name, labels: scrape.labels, ports, why },
    ...(backup === undefined ? Object.values(cronJobs) : []).map((name) => ({
      kind: 'CronJob',
      namespace,
      name,
      why: 'backups, and the check that they restore: alerts read when they last succeeded',
    })),
    ...databaseService(namespace, database),
    ...isolated(namespace, service.isolatedPods, {
      ...(health?.api === true ? { health: asked } : {}),
      ...ports,
    }),
    ...(database.kind === 'in-cluster'
      ? isolated(namespace, database.isolatedPods, { postgresql: database.connection.port })
      : []),
  ];
}

function databaseService(
  namespace: string,
  { kind, connection: { host, port } }: Settings['database'],
): Prerequisite[] {
  if (kind === 'rds') return [];
  const [name = ''] = host.split('.');
  return [
    { kind: 'Service', namespace, name, ports: { postgresql: port }, why: 'the database of the service' },
  ];
}

function isolated(
  namespace: string,
  labels: Readonly<Record<string, string>> | undefined,
  ports: Readonly<Record<string, number>>,
): Prerequisite[] {
  if (labels === undefined) return [];
  const name = Object.values(labels).join('-');
  const why = 'pods that are closed to others, and that this stack connects to';
  return [{ kind: 'Pod', namespace, name, labels, ports, isolated: true, why }];
}

function clusterObjects(settings: Settings): Prerequisite[] {
  const { platform, monitoring, secrets, network, gitOps } = settings;
  const store = secrets && {
    kind: secrets.store.kind,
    ...(secrets.store.kind === 'SecretStore' ? { namespace: monitoring.namespace } : {}),
    name: secrets.store.name,
    why: 'where External Secrets reads',
  };
  const argo = gitOps && { kind: 'Namespace', name: gitOps.namespace, why: 'where Argo CD runs' };
  return [
    ...dnsOf(network),
    ...(platform.kind === 'own' ? [kubernetesApi(network)] : []),
    ...(platform.kind === 'own' ? [kubelet] : sharedPlatform(monitoring.namespace)),
    ...network.readers.map((name) => ({
      kind: 'Namespace',
      name,
      reads: true,
      why: 'its pods may query what this stack measures',
    })),
    ...grafanaNamespace(settings),
    ...sloReportPrerequisites(settings),
    ...healthPrerequisites(settings),
    ...logsPrerequisites(settings),
    ...backupPrerequisites(settings),
    ...(store ? [store] : []),
    ...(argo ? [argo] : []),
  ];
}

/** Where the dashboards go, unless that namespace is here for something else already. */
function grafanaNamespace({ grafana, monitoring, service, network, gitOps }: Settings): Prerequisite[] {
  const { delivery, namespace = monitoring.namespace } = grafana;
  const here = [monitoring.namespace, service.namespace, gitOps?.namespace, ...network.readers];
  if (delivery === 'none' || here.includes(namespace)) return [];
  return [{ kind: 'Namespace', name: namespace, why: 'where Grafana looks for dashboards' }];
}

const kubernetesApi = ({ apiServerPorts }: Settings['network']): Prerequisite => ({
  kind: 'Address',
  name: 'kubernetes-api',
  ports: Object.fromEntries(apiServerPorts.map((port) => [`api-${String(port)}`, port])),
  why: 'the Kubernetes API, which Prometheus and kube-state-metrics ask',
});

function dnsOf({ dns }: Settings['network']): Prerequisite[] {
  const why = 'tells the addresses of names';
  const elsewhere = { kind: 'Namespace', name: dns.namespace, why: 'where the DNS runs' };
  return [
    ...(dns.namespace === 'kube-system' ? [] : [elsewhere]),
    { kind: 'Pod', namespace: dns.namespace, name: 'dns', labels: dns.labels, ports: { dns: dns.port }, why },
    ...dns.addresses.map((name) => ({ kind: 'Address', name, ports: { dns: dns.port }, why })),
  ];
}

const kubelet: Prerequisite = {
  kind: 'Service',
  namespace: 'kube-system',
  name: 'kubelet',
  labels: { 'app.kubernetes.io/name': 'kubelet' },
  ports: { 'https-metrics': 10_250 },
  why: 'kept by the Prometheus Operator, started with --kubelet-service=kube-system/kubelet',
};

const sharedPlatform = (namespace: string): Prerequisite[] => [
  { kind: 'Namespace', name: namespace, why: 'where the shared Prometheus and Alertmanager run' },
  {
    kind: 'Pod',
    namespace,
    name: 'prometheus',
    labels: { 'app.kubernetes.io/name': 'prometheus' },
    why: 'the shared Prometheus, which scrapes the exporters',
  },
];

/** Without a secret store somebody makes the Secrets. */
function secretObjects(settings: Settings, routing: string): Prerequisite[] {
  const { secrets, monitoring, logs, service } = settings;
  if (secrets !== undefined) return [];
  const made = (namespace: string, [name, keys]: [string, string[]]): Prerequisite => ({
    kind: 'Secret',
    namespace,
    name,
    keys,
    why: 'credentials, made by whoever runs the cluster',
  });
  return [
    ...neededSecrets(settings, routing).map((secret) => made(monitoring.namespace, secret)),
    ...(logs ? logsSecrets(settings).map((secret) => made(logs.namespace, secret)) : []),
    ...backupSecrets(settings).map((secret) => made(service.namespace, secret)),
  ];
}
