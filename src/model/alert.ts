import type { Severity } from './severity.ts';
import type { Template } from './template.ts';

/** Dashboards that alerts link to, by the uid that Grafana knows them by. */
export type DashboardUid =
  'fraiseql-production-health' | 'fraiseql-database-health' | 'fraiseql-slo' | 'fraiseql-on-call';

/** An alert as its author writes it: what is wrong, how bad it is, and what to read. */
export interface Alert {
  /** CamelCase; with the severity, the alert's identity. Renaming it orphans open incidents. */
  readonly name: string;
  readonly severity: Severity;
  /** How long the expression must hold before the alert fires. @default - at once */
  readonly for?: string;
  /** How long the alert keeps firing after the expression last held, where flapping would hurt. @default - not at all */
  readonly keepFiringFor?: string;
  /** PromQL over signals and thresholds; never a series' own name. */
  readonly expr: Template;
  /** One static sentence: the headline of a page. No values, so that grouped alerts share it. */
  readonly summary: string;
  /** What is measured, with its value and unit, for one firing alert. Prometheus fills `{{ … }}` in. */
  readonly description: Template;
  /** File in `docs/runbooks/`, without `.md`. The alert's section there is headed by its name. */
  readonly runbook: string;
  readonly dashboard: DashboardUid;
  /** Alerts that say the same or explain this one: while one of them fires, this one tells nobody. @default - none */
  readonly mutedBy?: readonly string[];
}

/** Alerts about one subject: one file in `alerts/`, one Prometheus rule group. */
export interface AlertGroup {
  /** Name of the rule group, `fraiseql-<subject>`. */
  readonly name: string;
  /** How often Prometheus evaluates the group. @default - Prometheus' own evaluation interval */
  readonly interval?: string;
  readonly alerts: readonly Alert[];
}
