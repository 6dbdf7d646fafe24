import type { DrawnMark, GrafanaDashboard, GrafanaPanel } from '../../../model/grafana.ts';
import { comparisonsIn, type Comparison } from '../../../promql/comparisons.ts';
import { clean } from '../../../promql/numbers.ts';
import type { ResolvedAlert } from '../../../rules/resolve.ts';
import type { DashboardContext } from '../check.ts';

/** The marks of a panel. */
export const marksOf = (
  panel: GrafanaPanel,
  { uid }: GrafanaDashboard,
  { marks }: DashboardContext,
): DrawnMark[] => marks.filter((mark) => mark.dashboard === uid && mark.panel === panel.id);

/**
 * Whether a colour that begins at a value is that of a mark. Of what is counted, and must be none or some, the colour begins at the first,
 * or at a part of it: zero itself has the other colour.
 */
export const isAt = (value: number, mark: DrawnMark): boolean =>
  clean(value) === clean(mark.value) || (mark.value === 0 && value > 0 && value <= 1);

/** The alert that a mark names. */
export const alertOf = (mark: DrawnMark, { alerts }: DashboardContext): ResolvedAlert | undefined =>
  alerts.find(({ alert }) => alert.name === mark.alert);

/** Where an alert compares something with the value of a mark. */
export const comparisonsAt = (mark: DrawnMark, { rule }: ResolvedAlert): Comparison[] =>
  comparisonsIn(rule.expr).filter(({ value }) => value === clean(mark.value));
