import { carriersFor } from '../metrics/carriers.ts';
import type { Board, HouseStyle, Panel } from '../model/dashboard.ts';
import type { DrawnMark } from '../model/grafana.ts';
import { missingSignals } from '../rules/render.ts';
import type { ResolvedAlerts } from '../rules/resolve.ts';
import type { Settings } from '../settings/schema.ts';
import type { Context } from './context.ts';
import { dashboardJson } from './dashboard.ts';
import { idOf } from './ids.ts';
import { drawn } from './marks.ts';
import { queriesOf } from './panels/panel.ts';
import { withVariables } from './variables.ts';

/** A board in one environment: its panels that can be, and the JSON that Grafana reads. */
export interface ResolvedBoard {
  readonly board: Board;
  readonly json: string;
}

/** A panel that an environment goes without, and why. */
export interface PanelLeftOut {
  readonly board: string;
  readonly panel: string;
  readonly reason: string;
}

/** The boards of one environment. */
export interface ResolvedBoards {
  readonly boards: readonly ResolvedBoard[];
  /** Where their panels change colour, and whose value that is. */
  readonly marks: readonly DrawnMark[];
  readonly leftOut: readonly PanelLeftOut[];
}

/** Turns boards into the dashboards of one environment. */
export function resolveBoards(
  boards: readonly Board[],
  style: HouseStyle,
  settings: Settings,
  alerts: ResolvedAlerts,
): ResolvedBoards {
  const carriers = carriersFor(withVariables(settings));
  // Of a query nothing is compared with a quantile: no bucket stands in for anything.
  const scope = { carriers, profile: settings.thresholds.profile, standIn: 'above' } as const;
  const context: Context = { settings, style, alerts, scope };
  const carried = boards.map((board) => withoutMissing(board, context));
  return {
    boards: carried.map((board) => ({ board, json: dashboardJson(board, context) })),
    marks: carried.flatMap((board) => marksOf(board, context)),
    leftOut: boards.flatMap((board) => leftOutOf(board, context)),
  };
}

/** A board without the panels that ask for something missing, and without rows that are empty then. */
function withoutMissing(board: Board, context: Context): Board {
  const rows = board.rows.map((row) => ({
    ...row,
    panels: row.panels.filter((panel) => reasonAgainst(panel, context) === undefined),
  }));
  return { ...board, rows: rows.filter(({ panels }) => panels.length > 0) };
}

const marksOf = ({ uid, rows }: Board, context: Context): DrawnMark[] =>
  rows.flatMap(({ panels }) =>
    panels.flatMap((panel) =>
      'marks' in panel
        ? drawn(panel, context).map(({ mark: { means, alert }, value }) => ({
            dashboard: uid,
            panel: idOf(panel.key),
            value,
            means,
            ...(alert === undefined ? {} : { alert }),
          }))
        : [],
    ),
  );

const leftOutOf = (board: Board, context: Context): PanelLeftOut[] =>
  board.rows.flatMap(({ panels }) =>
    panels.flatMap((panel) => {
      const reason = reasonAgainst(panel, context);
      return reason === undefined ? [] : [{ board: board.title, panel: panel.title, reason }];
    }),
  );

const reasonAgainst = (panel: Panel, { scope }: Context): string | undefined =>
  queriesOf(panel).flatMap((query) => missingSignals(query, scope))[0]?.reason;
