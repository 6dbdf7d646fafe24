import { ApiObject, App, Chart } from 'cdk8s';
import { AlertmanagerConfiguration } from '../constructs/alertmanager-configuration.ts';
import { RestrictedNamespace } from '../constructs/namespace.ts';
import { PrometheusRules } from '../constructs/prometheus-rules.ts';
import { partOf } from '../model/labels.ts';
import type { KubernetesObject, Manifest } from '../model/manifest.ts';
import { routingSecretName, rulesName } from '../model/names.ts';
import type { RuleGroup } from '../model/rule.ts';
import type { Settings } from '../settings/schema.ts';
import { argo } from './argo.ts';
import { backup } from './backup.ts';
import { dashboards } from './dashboards.ts';
import { deliveryAnnotations } from './delivery.ts';
import { exporters } from './exporters.ts';
import { health } from './health.ts';
import { logArchive } from './log-archive.ts';
import { logs } from './logs.ts';
import { longTerm } from './long-term.ts';
import { networkPolicies } from './network.ts';
import { alertmanager, prometheus } from './own.ts';
import { scraping } from './scraping.ts';
import { externalSecrets } from './secrets.ts';
import { sloReport } from './slo-report.ts';

/** What an environment's objects are made from, besides its settings. */
export interface Content {
  readonly groups: readonly RuleGroup[];
  /** The text of `alertmanager.yaml`. */
  readonly routing: string;
  /** Message templates: file name and text. */
  readonly templates: Readonly<Record<string, string>>;
  /** The text of each dashboard, by its uid. */
  readonly dashboards: Readonly<Record<string, string>>;
}

/** Every Kubernetes object of one environment, those that Argo CD itself reads last. */
export function manifests(settings: Settings, content: Content): readonly Manifest[] {
  const app = new App();
  platform(app, settings, content);
  const applied = app.charts.flatMap((one) => read(one, `manifests/${one.node.id}.k8s.yaml`));
  const argoChart = chart(new App(), 'argocd');
  argo(
    argoChart,
    settings,
    applied.map(({ object }) => object),
  );
  return [...applied, ...read(argoChart, `argocd/${settings.environment}.yaml`)];
}

/** The charts: one file each, so that a pull request shows what kind of thing it changes. */
function platform(app: App, settings: Settings, content: Content): void {
  const { platform: own, monitoring } = settings;
  const { namespace } = monitoring;
  if (own.kind === 'own') new RestrictedNamespace(chart(app, 'namespace'), 'Namespace', { name: namespace });
  if (settings.secrets) externalSecrets(chart(app, 'secrets'), settings, content.routing);
  networkPolicies(chart(app, 'network'), settings);
  rules(chart(app, 'rules'), settings, content.groups);
  routing(chart(app, 'routing'), namespace, content);
  if (own.kind === 'own') {
    prometheus(chart(app, 'prometheus'), settings, own);
    alertmanager(chart(app, 'alertmanager'), settings, own);
    if (own.longTerm) longTerm(chart(app, 'long-term'), settings, own, own.longTerm);
  }
  if (settings.grafana.delivery !== 'none') {
    dashboards(chart(app, 'dashboards'), settings, content.dashboards);
  }
  exporters(chart(app, 'exporters'), settings);
  scraping(chart(app, 'scraping'), settings);
  if (settings.sloReport) sloReport(chart(app, 'slo-report'), settings, settings.sloReport);
  if (settings.health) health(chart(app, 'health'), settings, settings.health);
  if (settings.backup) backup(chart(app, 'backup'), settings, settings.backup);
  if (settings.logs) logs(chart(app, 'logs'), settings, settings.logs);
  if (settings.logs?.archive) {
    const { namespace: logging, archive } = settings.logs;
    logArchive(chart(app, 'log-archive'), settings, logging, archive);
  }
}

function rules(scope: Chart, { monitoring }: Settings, groups: readonly RuleGroup[]): void {
  const { namespace, operatorLabels: labels } = monitoring;
  new PrometheusRules(scope, 'Alerts', { namespace, name: rulesName, groups, labels });
}

function routing(scope: Chart, namespace: string, { routing: config, templates }: Content): void {
  new AlertmanagerConfiguration(scope, 'Configuration', {
    namespace,
    name: routingSecretName,
    config,
    templates,
  });
}

/** Labels on every object, so that `kubectl get -l` finds the whole stack. */
const chart = (app: App, id: string): Chart =>
  new Chart(app, id, {
    disableResourceNameHashes: true,
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/part-of': partOf },
  });

function read(scope: Chart, file: string): Manifest[] {
  const objects = scope.node.findAll().filter((node) => ApiObject.isApiObject(node));
  return objects.map((node) => {
    if (file.startsWith('manifests/')) {
      const { annotations } = node.metadata.toJson() as KubernetesObject['metadata'];
      for (const [key, value] of Object.entries(deliveryAnnotations(node.kind, annotations))) {
        node.metadata.addAnnotation(key, value);
      }
    }
    return { file, path: node.node.path, object: node.toJson() as KubernetesObject };
  });
}
