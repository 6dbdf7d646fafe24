import type { DashboardContext } from '../../../src/checks/dashboards/check.ts';
import type { DrawnMark, GrafanaDashboard } from '../../../src/model/grafana.ts';
import { put } from '../../put.ts';
import { goodContext, goodDashboard } from './good.ts';

/** A dashboard bent in one place, and what goes with it where that is bent too. */
export interface Bent {
  readonly dashboard: GrafanaDashboard;
  /** @default - those of the good dashboard */
  readonly marks?: readonly DrawnMark[];
}

/** A fault that somebody may make, the dashboard with it, and every line that is said of that. */
export type BrokenDashboard = readonly [fault: string, bent: Bent, lines: readonly string[]];

/** The good dashboard with some fields changed, such as `panels[1].title`: a copy. Nothing as a value takes the field away. */
export function bend(change: Readonly<Record<string, unknown>>): Bent {
  // No two panels of the copy share an object.
  const dashboard = JSON.parse(JSON.stringify(goodDashboard)) as GrafanaDashboard;
  for (const [field, value] of Object.entries(change)) put(dashboard, field, value);
  return { dashboard };
}

/** The good dashboard under another name: its marks go with it. */
export function withUid(uid: string | undefined, title = 'Production Health'): Bent {
  const marks = goodContext.marks.map((mark) => ({ ...mark, dashboard: uid ?? '' }));
  return { ...bend({ uid, title }), ...(uid === undefined ? {} : { marks }) };
}

/** The good dashboard with one of its marks changed. */
export const marked = (at: number, change: Partial<DrawnMark>): Bent => ({
  ...bend({}),
  marks: goodContext.marks.map((mark, index) => (index === at ? { ...mark, ...change } : mark)),
});

/** What goes with a bent dashboard: the others, and it in the place of the good one. */
export const around = ({ dashboard, marks = goodContext.marks }: Bent): DashboardContext => ({
  ...goodContext,
  marks,
  all: goodContext.all.map((one) => (one === goodDashboard ? dashboard : one)),
});
