import type { GrafanaPanel, GridPos } from '../../model/grafana.ts';
import type { DashboardCheck, Finding } from './check.ts';
import { panelName } from './read/panels.ts';

const columns = 24;

/** Every panel stands inside the 24 columns, and none on another: Grafana would move them, each time another way. */
export const gridLayout: DashboardCheck = ({ panels }) => [
  ...inOneGrid(panels ?? []),
  ...(panels ?? []).flatMap((row) => inOneGrid(row.panels ?? [])),
];

/** What a folded row holds stands in a grid of its own. */
const inOneGrid = (panels: readonly GrafanaPanel[]): Finding[] =>
  panels.flatMap((panel, at) =>
    faults(panel, panels.slice(0, at)).map((message) => ({ where: panelName(panel), message })),
  );

function faults({ gridPos }: GrafanaPanel, before: readonly GrafanaPanel[]): string[] {
  if (gridPos === undefined) return ['has no gridPos.'];
  const { x, y, w, h } = gridPos;
  if (![x, y, w, h].every(Number.isInteger) || x < 0 || y < 0 || w < 1 || h < 1 || x + w > columns) {
    return [`stands at ${say(gridPos)}, which is not inside ${String(columns)} columns.`];
  }
  return before
    .filter((other) => other.gridPos !== undefined && overlap(other.gridPos, gridPos))
    .map((other) => `stands on '${panelName(other)}': ${say(gridPos)} and ${say(other.gridPos ?? gridPos)}.`);
}

const overlap = (a: GridPos, b: GridPos): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const say = ({ x, y, w, h }: GridPos): string =>
  `x ${String(x)}, y ${String(y)}, ${String(w)} wide, ${String(h)} high`;
