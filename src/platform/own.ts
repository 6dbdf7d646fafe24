import type { Chart } from 'cdk8s';
import { Account } from '../constructs/account.ts';
import { Alertmanager } from '../constructs/alertmanager.ts';
import { DisruptionBudget } from '../constructs/disruption-budget.ts';
import { NetworkService } from '../constructs/network-service.ts';
import { operatorPodLabels } from '../constructs/operator-pod.ts';
import { Permissions, type PolicyRule } from '../constructs/permissions.ts';
import { Prometheus } from '../constructs/prometheus.ts';
import { jobs } from '../model/jobs.ts';
import { routingSecretName } from '../model/names.ts';
import type { OwnPlatform, Settings } from '../settings/schema.ts';
import { externalLabelsOf } from './components.ts';

/** What Prometheus asks the Kubernetes API in order to find its targets. */
const discovery: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
];

/** The stack's own Prometheus. */
export function prometheus(chart: Chart, settings: Settings, platform: OwnPlatform): void {
  const { namespace, operatorLabels } = settings.monitoring;
  const { replicas, shards, storageGiB, cpu, memory } = platform.prometheus;
  const name = jobs.prometheus;
  const { images } = settings;
  const longTerm = platform.longTerm && { image: images.thanos, secret: platform.longTerm.secret };
  new Account(chart, 'PrometheusAccount', { namespace, name, usesApi: true });
  permissions(chart, settings);
  new Prometheus(chart, 'Prometheus', {
    namespace,
    operatorLabels,
    image: images.prometheus,
    configReloader: images.configReloader,
    replicas,
    shards,
    name,
    resources: { cpu, cpuLimit: twice(cpu), memory, disk: '256Mi' },
    storageGiB,
    storageClass: platform.storageClass,
    externalLabels: externalLabelsOf(settings, platform),
    externalUrl: settings.links.prometheus,
    longTerm,
  });
  const selector = operatorPodLabels('prometheus');
  const ports = { web: 9090, 'reloader-web': 8080, ...(longTerm ? { grpc: 10901, http: 10902 } : {}) };
  new NetworkService(chart, 'PrometheusService', { namespace, name, ports, selector, headless: true });
  if (replicas > 1) new DisruptionBudget(chart, 'PrometheusBudget', { namespace, name, selector });
}

/** Targets are found in these namespaces; nodes have none, so that reading their metrics is a right in the cluster. */
function permissions(chart: Chart, { monitoring: { namespace }, service, logs }: Settings): void {
  const account = { accountNamespace: namespace, name: jobs.prometheus };
  for (const target of new Set([
    namespace,
    service.namespace,
    'kube-system',
    ...(logs ? [logs.namespace] : []),
  ])) {
    new Permissions(chart, `PrometheusPermissions-${target}`, {
      ...account,
      namespace: target,
      rules: discovery,
    });
  }
  new Permissions(chart, 'PrometheusNodePermissions', {
    ...account,
    rules: [{ apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] }],
  });
}

/** The stack's own Alertmanager. */
export function alertmanager(chart: Chart, settings: Settings, platform: OwnPlatform): void {
  const { namespace, operatorLabels } = settings.monitoring;
  const { replicas, storageGiB } = platform.alertmanager;
  const name = jobs.alertmanager;
  new Account(chart, 'AlertmanagerAccount', { namespace, name });
  new Alertmanager(chart, 'Alertmanager', {
    namespace,
    operatorLabels,
    image: settings.images.alertmanager,
    configReloader: settings.images.configReloader,
    replicas,
    name,
    resources: { cpu: '50m', cpuLimit: '200m', memory: '128Mi' },
    storageGiB,
    storageClass: platform.storageClass,
    configSecret: routingSecretName,
    receiverSecret: settings.routing.secret,
    externalUrl: settings.links.alertmanager,
  });
  const selector = operatorPodLabels('alertmanager');
  const ports = { web: 9093, 'reloader-web': 8080 };
  new NetworkService(chart, 'AlertmanagerService', { namespace, name, ports, selector, headless: true });
  if (replicas > 1) new DisruptionBudget(chart, 'AlertmanagerBudget', { namespace, name, selector });
}

/** Twice an amount of CPU: `500m` is half a core, `2` two. */
export function twice(cpu: string): string {
  const milli = 2 * (cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000);
  return milli % 1000 === 0 ? String(milli / 1000) : `${String(milli)}m`;
}
