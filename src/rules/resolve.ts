import type { Alert, AlertGroup } from '../model/alert.ts';
import type { Rule, RuleGroup } from '../model/rule.ts';
import { carriersFor } from '../metrics/carriers.ts';
import type { Settings } from '../settings/schema.ts';
import { missingSignals, renderPromql, renderText, snapped, type Scope, type Snapped } from './render.ts';

/** An alert in one environment: as its author wrote it, and as Prometheus reads it. */
export interface ResolvedAlert {
  readonly group: string;
  readonly alert: Alert;
  readonly rule: Rule;
  readonly snapped: readonly Snapped[];
}

/** An alert that an environment goes without, and why. */
export interface LeftOut {
  readonly alert: string;
  readonly reason: string;
}

/** The alerts of one environment. */
export interface ResolvedAlerts {
  readonly groups: readonly RuleGroup[];
  readonly alerts: readonly ResolvedAlert[];
  readonly leftOut: readonly LeftOut[];
}

/** Turns alerts into the rules of one environment. */
export function resolveAlerts(groups: readonly AlertGroup[], settings: Settings): ResolvedAlerts {
  const carriers = carriersFor(settings);
  const outcomes = groups.map((group) => ({ group, ...resolveGroup(group, settings, carriers) }));
  return {
    groups: outcomes.flatMap(({ group, alerts }) => toRuleGroup(group, alerts)),
    alerts: outcomes.flatMap(({ alerts }) => alerts),
    leftOut: outcomes.flatMap(({ leftOut }) => leftOut),
  };
}

function resolveGroup(group: AlertGroup, settings: Settings, carriers: Scope['carriers']) {
  const judged = group.alerts.map((alert) => {
    const scope = scopeOf(alert, settings, carriers);
    return { alert, scope, missing: missingSignals(alert.expr, scope) };
  });
  return {
    alerts: judged
      .filter(({ missing }) => missing.length === 0)
      .map(({ alert, scope }) => ({
        group: group.name,
        alert,
        rule: toRule(alert, settings, scope),
        snapped: snapped(alert.expr, scope),
      })),
    leftOut: judged.flatMap(({ alert, missing: [first] }) =>
      first === undefined ? [] : [{ alert: alert.name, reason: first.reason }],
    ),
  };
}

/** What fills the holes of an alert's expression. */
export function scopeOf({ severity }: Alert, { thresholds }: Settings, carriers: Scope['carriers']): Scope {
  const pages = severity === 'critical' || severity === 'high';
  return { carriers, profile: thresholds.profile, standIn: pages ? 'above' : 'below' };
}

function toRuleGroup({ name, interval }: AlertGroup, alerts: readonly ResolvedAlert[]): RuleGroup[] {
  if (alerts.length === 0) return [];
  return [{ name, ...(interval === undefined ? {} : { interval }), rules: alerts.map(({ rule }) => rule) }];
}

function toRule(alert: Alert, settings: Settings, scope: Scope): Rule {
  const { name, severity, summary, description, runbook, dashboard, keepFiringFor } = alert;
  const { environment, service, links } = settings;
  return {
    alert: name,
    expr: renderPromql(alert.expr, scope),
    ...(alert.for === undefined ? {} : { for: alert.for }),
    ...(keepFiringFor === undefined ? {} : { keep_firing_for: keepFiringFor }),
    labels: { environment, namespace: service.namespace, service: service.name, severity },
    annotations: {
      summary,
      description: renderText(description, alert.expr, scope),
      runbook_url: `${links.runbooks}/${runbook}.md#${name.toLowerCase()}`,
      dashboard_url: `${links.dashboards}/d/${dashboard}${shownFrom(settings)}`,
    },
  };
}

/** The data source that a link to a dashboard chooses, where one Grafana may show several environments. */
const shownFrom = ({ grafana: { dataSource } }: Settings): string =>
  dataSource === undefined ? '' : `?var-datasource=${encodeURIComponent(dataSource)}`;
