import { cronJobs } from '../metrics/bindings/cluster.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { neededSecrets } from './secrets.ts';

/** What must be in the cluster before this environment is applied. */
export function prerequisites(settings: Settings, routing: string): readonly Prerequisite[] {
  return [...serviceObjects(settings), ...clusterObjects(settings), ...secretObjects(settings, routing)];
}

function serviceObjects({ service, database }: Settings): Prerequisite[] {
  const { namespace, scrape } = service;
  const kind = scrape.via === 'service' ? 'Service' : 'Pod';
  const why = 'the service that is watched, with its metrics';
  return [
    { kind: 'Namespace', name: namespace, why: 'where the service runs' },
    { kind, namespace, name: service.name, labels: scrape.labels, ports: [scrape.port], why },
    ...Object.values(cronJobs).map((name) => ({
      kind: 'CronJob',
      namespace,
      name,
      why: 'backups, and the check that they restore: alerts read when they last succeeded',
    })),
    ...isolated(namespace, [
      service.isolatedPods,
      database.kind === 'in-cluster' ? database.isolatedPods : undefined,
    ]),
  ];
}

const isolated = (
  namespace: string,
  all: readonly (Readonly<Record<string, string>> | undefined)[],
): Prerequisite[] =>
  all.flatMap((labels) =>
    labels === undefined
      ? []
      : [
          {
            kind: 'Pod',
            namespace,
            name: Object.values(labels).join('-'),
            labels,
            why: 'isolated pods that this stack connects to',
          },
        ],
  );

function clusterObjects({ platform, monitoring, secrets }: Settings): Prerequisite[] {
  const shared: Prerequisite = {
    kind: 'Namespace',
    name: monitoring.namespace,
    why: 'where the shared Prometheus and Alertmanager run',
  };
  const kubelet: Prerequisite = {
    kind: 'Service',
    namespace: 'kube-system',
    name: 'kubelet',
    labels: { 'app.kubernetes.io/name': 'kubelet' },
    ports: ['https-metrics'],
    why: 'kept by the Prometheus Operator, started with --kubelet-service=kube-system/kubelet',
  };
  const store = secrets && {
    kind: secrets.store.kind,
    name: secrets.store.name,
    why: 'where External Secrets reads',
  };
  return [platform.kind === 'own' ? kubelet : shared, ...(store ? [store] : [])];
}

/** Without a secret store somebody makes the Secrets. */
function secretObjects(settings: Settings, routing: string): Prerequisite[] {
  if (settings.secrets !== undefined) return [];
  const { namespace } = settings.monitoring;
  return neededSecrets(settings, routing).map(([name, keys]) => ({
    kind: 'Secret',
    namespace,
    name,
    keys,
    why: 'credentials, made by whoever runs the cluster',
  }));
}
