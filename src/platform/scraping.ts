import type { Chart } from 'cdk8s';
import { Monitor, type Endpoint } from '../constructs/monitor.ts';
import { Probe } from '../constructs/probe.ts';
import { blackboxModules } from '../model/blackbox.ts';
import { jobs } from '../model/jobs.ts';
import { selectorLabels } from '../model/labels.ts';
import { seriesBeginning } from '../metrics/stored.ts';
import type { Settings } from '../settings/schema.ts';
import { hasProbes, hasRuler, longTermOf } from './components.ts';

/** What Prometheus scrapes, and what it has asked from outside. */
export function scraping(chart: Chart, settings: Settings): void {
  const { service, monitoring } = settings;
  new Monitor(chart, 'Service', {
    ...base(settings, service.name),
    via: service.scrape.via,
    targetNamespace: service.namespace,
    selector: service.scrape.labels,
    job: service.job,
    endpoints: [{ port: service.scrape.port, interval: monitoring.scrapeInterval }],
  });
  for (const [name, endpoints] of ownTargets(settings)) own(chart, settings, { name, endpoints });
  if (settings.logs) {
    const { namespace } = settings.logs;
    own(chart, settings, { name: jobs.logsExporter, endpoints: [{ port: 'http' }], namespace });
    if (settings.logs.archive) logArchive(chart, settings, namespace);
  }
  if (settings.platform.kind === 'own') kubelet(chart, settings);
  probes(chart, settings);
}

/** What this stack runs, by name, with the ports that tell of it. */
function ownTargets(settings: Settings): [name: string, endpoints: Endpoint[]][] {
  const reloaded = [{ port: 'web' }, { port: 'reloader-web' }];
  const kept = longTermOf(settings) !== undefined;
  const targets: [boolean, string, Endpoint[]][] = [
    [true, jobs.postgresExporter, [{ port: 'http' }]],
    [hasProbes(settings), jobs.blackboxExporter, [{ port: 'http' }]],
    // Its series carry the namespace and pod of what they tell of, not of itself.
    [
      settings.platform.kind === 'own',
      jobs.kubeStateMetrics,
      [{ port: 'http', more: { honorLabels: true } }, { port: 'telemetry' }],
    ],
    [settings.platform.kind === 'own', jobs.prometheus, [...reloaded, ...(kept ? [{ port: 'http' }] : [])]],
    [settings.platform.kind === 'own', jobs.alertmanager, reloaded],
    [kept, jobs.thanosStore, [{ port: 'http' }]],
    [kept, jobs.thanosCompact, [{ port: 'http' }]],
    [kept, jobs.thanosQuery, [{ port: 'http' }]],
    [hasRuler(settings), jobs.thanosRuler, reloaded],
    [settings.health !== undefined, jobs.health, [{ port: 'http' }]],
    // Its series carry the namespace of the database that they tell of.
    [settings.backup !== undefined, jobs.backupExporter, [{ port: 'http', more: { honorLabels: true } }]],
  ];
  return targets.flatMap(([runs, name, endpoints]) => (runs ? [[name, endpoints]] : []));
}

function own(
  chart: Chart,
  settings: Settings,
  { name, endpoints, namespace = settings.monitoring.namespace }: OwnTarget,
): void {
  new Monitor(chart, name, {
    ...base(settings, name),
    targetNamespace: namespace,
    selector: selectorLabels(name),
    endpoints,
  });
}

/** Something of this stack that is scraped. */
interface OwnTarget {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  /** @default - that of the monitoring */
  readonly namespace?: string;
}

/** Pods that no Service leads to: nobody asks them anything but Prometheus. */
function logArchive(chart: Chart, settings: Settings, targetNamespace: string): void {
  const name = jobs.logArchive;
  new Monitor(chart, name, {
    ...base(settings, name),
    via: 'pods',
    targetNamespace,
    selector: selectorLabels(name),
    job: name,
    endpoints: [{ port: 'metrics' }],
  });
}

/** The kubelets' Service is kept by the Prometheus Operator. Only series of the service's namespace are stored. */
function kubelet(chart: Chart, settings: Settings): void {
  const ours = {
    action: 'keep',
    sourceLabels: ['__name__', 'namespace'],
    regex: `(${seriesBeginning('kubelet_', 'container_').join('|')});${settings.service.namespace}`,
  };
  const more = {
    scheme: 'https',
    honorLabels: true,
    bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    // Kubelets sign their certificates themselves unless the cluster rotates them.
    tlsConfig: { insecureSkipVerify: true },
    metricRelabelings: [ours],
  };
  new Monitor(chart, 'Kubelet', {
    ...base(settings, 'fraiseql-kubelet'),
    targetNamespace: 'kube-system',
    selector: { 'app.kubernetes.io/name': 'kubelet' },
    job: jobs.kubelet,
    endpoints: [
      { port: 'https-metrics', labelPath: true, more },
      { port: 'https-metrics', path: '/metrics/cadvisor', labelPath: true, more },
    ],
  });
}

/** Endpoints that are asked as customers ask them. */
function probes(chart: Chart, settings: Settings): void {
  const { namespace, operatorLabels } = settings.monitoring;
  for (const [name, { url, expects }] of Object.entries(settings.probes)) {
    new Probe(chart, `Probe-${name}`, {
      namespace,
      name: `fraiseql-${name}`,
      probe: name,
      labels: operatorLabels,
      job: jobs.probes,
      prober: `${jobs.blackboxExporter}.${namespace}.svc:9115`,
      module: blackboxModules[expects],
      url,
    });
  }
}

const base = ({ monitoring: { namespace, operatorLabels } }: Settings, name: string) => ({
  namespace,
  name,
  labels: operatorLabels,
});
