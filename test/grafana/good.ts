import { alertGroups } from '../../alerts/index.ts';
import { errorRatio, latency, lines } from '../../alerts/thresholds.ts';
import { houseStyle, recent } from '../../dashboards/house-style.ts';
import { resolveBoards, type ResolvedBoards } from '../../src/grafana/resolve.ts';
import { signal } from '../../src/metrics/signals.ts';
import type { Board, Graph, Panel } from '../../src/model/dashboard.ts';
import { promql, text } from '../../src/promql/template.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { production } from '../good.ts';

/** What is read back, of which each test says what it wants to see. */
type Json = Readonly<Record<string, unknown>>;

/** A panel that nothing is wrong with. */
export const errors: Graph = {
  key: 'errors',
  kind: 'timeseries',
  title: 'Failed queries',
  description: text`Failed over all. Usual is next to none; over ${errorRatio.high} somebody is paged.`,
  unit: 'percentunit',
  width: 12,
  queries: [{ expr: promql`${signal.queryErrorRatio.over(recent)}`, legend: 'Failed', colour: 'main' }],
  marks: [
    { at: errorRatio.medium, means: 'ticket', alert: 'MediumErrorRate' },
    { at: errorRatio.high, means: 'page', alert: 'HighErrorRate' },
  ],
};

/** Another one, whose marks lie between buckets in the other binding. */
export const slow: Graph = {
  key: 'slow',
  kind: 'timeseries',
  title: 'Time to answer',
  description: text`What 95 % take at most. Over ${latency.medium} a ticket is written, over ${latency.high} somebody is paged.`,
  unit: 's',
  width: 12,
  queries: [{ expr: promql`${signal.queryLatencyP95.over(recent)}`, legend: 'P95' }],
  marks: [
    { at: lines.latency, means: 'objective' },
    { at: latency.medium, means: 'ticket', alert: 'MediumLatency' },
    { at: latency.high, means: 'page', alert: 'HighLatency' },
  ],
};

/** The good board: one row of them, or of others. */
export const boardOf = (...panels: readonly Panel[]): Board => ({
  uid: 'fraiseql-production-health',
  title: 'Health',
  description: 'Is all well?',
  from: 'now-6h',
  rows: [{ title: 'All', panels: panels.length > 0 ? panels : [errors, slow] }],
});

/** A board in an environment like production. */
export const resolved = (board: Board, settings: Settings = production): ResolvedBoards =>
  resolveBoards([board], houseStyle, settings, resolveAlerts(alertGroups, settings));

/** Its JSON, read. */
export function made(board: Board, settings: Settings = production): Json & { panels: readonly Json[] } {
  const [first] = resolved(board, settings).boards;
  return JSON.parse(first?.json ?? '{}') as Json & { panels: readonly Json[] };
}

/** The JSON of one panel. */
export function madePanel(panel: Panel, settings: Settings = production): Json {
  const found = made(boardOf(panel), settings).panels.find(({ type }) => type !== 'row');
  if (found === undefined) throw new Error(`${panel.title} was left out.`);
  return found;
}
