import type { DrawnMark, GrafanaDashboard, GrafanaPanel } from '../../model/grafana.ts';
import type { ResolvedAlert } from '../../rules/resolve.ts';
import type { Settings } from '../../settings/schema.ts';
import { panelName, panelsOf } from './read/panels.ts';
import { panelQueries, type Query } from './read/queries.ts';

/** What the dashboards of an environment go with. */
export interface Surroundings {
  readonly settings: Settings;
  readonly alerts: readonly ResolvedAlert[];
  /** Where panels change their colour, and whose value that is. */
  readonly marks: readonly DrawnMark[];
}

/** What a check of a dashboard looks at besides it. */
export interface DashboardContext extends Surroundings {
  /** Every dashboard of the environment. */
  readonly all: readonly GrafanaDashboard[];
}

/** What a check found: in which panel, query, variable or link, and a sentence that says what is wrong and how to put it right. */
export interface Finding {
  /** Such as `Error ratio/A` or `$job`. @default - the dashboard itself */
  readonly where?: string;
  readonly message: string;
}

/** Judges one dashboard. Never throws or prints. */
export type DashboardCheck = (dashboard: GrafanaDashboard, context: DashboardContext) => readonly Finding[];

/** A check of dashboards, and the rule of grafana/dashboard-linter that it stands for. */
export interface Judge {
  readonly judge: DashboardCheck;
  /** @default - the linter has none */
  readonly standsFor?: string;
}

/** A check that asks each panel by itself, rows among them. */
export const ofPanels =
  (
    judge: (panel: GrafanaPanel, dashboard: GrafanaDashboard, context: DashboardContext) => readonly string[],
  ): DashboardCheck =>
  (dashboard, context) =>
    panelsOf(dashboard).flatMap((panel) => once(judge(panel, dashboard, context), panelName(panel)));

/** A check that asks each PromQL query of the panels by itself. */
export const ofQueries =
  (
    judge: (query: Query, dashboard: GrafanaDashboard, context: DashboardContext) => readonly string[],
  ): DashboardCheck =>
  (dashboard, context) =>
    panelQueries(dashboard).flatMap((query) => once(judge(query, dashboard, context), query.where));

/** The same fault in one place is said once. */
const once = (messages: readonly string[], where: string): Finding[] =>
  [...new Set(messages)].map((message) => ({ where, message }));

/** A check of the dashboard as such. */
export const ofDashboard =
  (judge: (dashboard: GrafanaDashboard, context: DashboardContext) => readonly string[]): DashboardCheck =>
  (dashboard, context) =>
    judge(dashboard, context).map((message) => ({ message }));
