import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { core } from '../alerts/core.ts';
import { alertGroups } from '../alerts/index.ts';
import { policies } from '../alerts/routing.ts';
import { checkStack } from './checks/index.ts';
import { AlertmanagerConfiguration } from './constructs/alertmanager-configuration.ts';
import { PrometheusRules } from './constructs/prometheus-rules.ts';
import type { AlertGroup } from './model/alert.ts';
import type { Problem } from './model/problem.ts';
import type { Files } from './output/replace.ts';
import { toYaml, toYamlFile } from './output/yaml.ts';
import { alertmanagerConfig } from './routing/alertmanager.ts';
import type { AlertmanagerConfig } from './routing/config.ts';
import { resolveAlerts, type ResolvedAlerts } from './rules/resolve.ts';
import type { Settings } from './settings/schema.ts';

/** One environment, made: what is written, and what there is to say about it. */
export interface Environment {
  readonly settings: Settings;
  /** The 11, whether this environment has them all or not. */
  readonly core: AlertGroup;
  readonly alerts: ResolvedAlerts;
  readonly routing: AlertmanagerConfig;
  readonly files: Files;
  readonly problems: readonly Problem[];
}

const messages = readFileSync(new URL('../alerts/messages.tmpl', import.meta.url), 'utf8');

/**
 * Makes everything that one environment is, in memory.
 *
 * @param groups the alerts. @default - all of `alerts/`
 */
export function makeEnvironment(
  settings: Settings,
  groups: readonly AlertGroup[] = alertGroups,
): Environment {
  const alerts = resolveAlerts(groups, settings);
  const routing = alertmanagerConfig(policies, alerts.alerts, settings);
  const config = toYamlFile([routing], 'alerts/routing.ts');
  const files = new Map([
    ['prometheus/rules.yaml', toYamlFile([{ groups: alerts.groups }], 'alerts/')],
    ['alertmanager/alertmanager.yaml', config],
    ['alertmanager/templates/fraiseql.tmpl', messages],
    ...manifests(settings, alerts, config),
  ]);
  const problems = checkStack({ settings, alerts, routing, policies });
  return { settings, core, alerts, routing, files, problems };
}

function manifests(settings: Settings, alerts: ResolvedAlerts, config: string): [string, string][] {
  const app = new App();
  const { namespace, operatorLabels } = settings.monitoring;
  new PrometheusRules(chart(app, 'rules'), 'Alerts', {
    namespace,
    name: 'fraiseql-alerts',
    groups: alerts.groups,
    labels: operatorLabels,
  });
  new AlertmanagerConfiguration(chart(app, 'routing'), 'Alertmanager', {
    namespace,
    name: 'fraiseql-alertmanager-config',
    config,
    templates: { 'fraiseql.tmpl': messages },
  });
  return app.charts.map((one) => [
    `manifests/${one.node.id}.k8s.yaml`,
    (one.toJson() as unknown[]).map(toYaml).join('---\n'),
  ]);
}

/** Labels on every object, so that `kubectl get -l` finds the whole stack. */
const chart = (app: App, id: string): Chart =>
  new Chart(app, id, {
    disableResourceNameHashes: true,
    labels: {
      'app.kubernetes.io/managed-by': 'cdk8s',
      'app.kubernetes.io/part-of': 'fraiseql-monitoring',
    },
  });
