import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { jobs } from '../src/model/jobs.ts';
import { promql, text } from '../src/promql/template.ts';
import { none } from './thresholds.ts';

/** Alerts about the alerting itself. */
export const meta: AlertGroup = {
  name: 'fraiseql-meta',
  alerts: [
    {
      name: 'Watchdog',
      severity: 'none',
      expr: promql`vector(1)`,
      summary: 'The alerting works.',
      description: text`This alert always fires. The dead man's switch tells when it stops arriving.`,
      runbook: 'monitoring',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'RuleEvaluationFailing',
      severity: 'high',
      for: '10m', // longer than the window: two failures a minute apart are over
      keepFiringFor: '15m',
      expr: promql`${signal.ruleFailures.over('5m')} > ${none}`,
      summary: 'Prometheus fails to evaluate rules.',
      description: text`{{ $value | printf "%.0f" }} evaluations of rule group {{ $labels.rule_group | reReplaceAll ".*;" "" }} failed in the last 5 minutes. Its alerts are blind.`,
      runbook: 'monitoring',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'NotificationsFailing',
      severity: 'high',
      for: '15m', // longer than the window
      keepFiringFor: '15m',
      expr: promql`${signal.notificationFailures.over('10m')} > ${none}`,
      summary: 'Alerts do not reach their receivers.',
      description: text`{{ $value | printf "%.0f" }} notifications through {{ $labels.integration }} failed in the last 10 minutes. Look at Alertmanager itself for what fires.`,
      runbook: 'monitoring',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'MonitoringTargetDown',
      severity: 'medium',
      for: '10m',
      expr: promql`${signal.monitoringUp} == ${none}`,
      summary: 'A part of the monitoring does not answer.',
      description: text`For 10 minutes some target of {{ $labels.job }} has not answered, or none is left{{ if eq $labels.job "${jobs.postgresExporter}" }}, or it does not reach the database{{ end }}.`,
      runbook: 'monitoring',
      dashboard: 'fraiseql-on-call',
    },
  ],
};
