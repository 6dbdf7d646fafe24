import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel, Row } from '../model/dashboard.ts';

/** Columns of Grafana's grid. */
const columns = 24;

/** Where a row's heading and its panels stand. */
export interface PlacedRow {
  readonly row: Row;
  readonly at: GridPos;
  readonly panels: readonly { readonly panel: Panel; readonly at: GridPos }[];
}

/** Places rows below each other, and the panels of a row in lines. A panel that is left out leaves no hole in its line. */
export function place(rows: readonly Row[], height: number): PlacedRow[] {
  let y = 0;
  return rows.map((row) => {
    const at = { h: 1, w: columns, x: 0, y };
    y += 1;
    const panels = lines(row.panels).flatMap((line) => {
      const placed = inLine(line, y, height);
      y += Math.max(...placed.map((one) => one.at.h));
      return placed;
    });
    return { row, at, panels };
  });
}

/** As many panels in a line as fit. */
function lines(panels: readonly Panel[]): Panel[][] {
  const found: Panel[][] = [];
  for (const panel of panels) {
    const line = found.at(-1);
    if (line !== undefined && widthOf(line) + panel.width <= columns) line.push(panel);
    else found.push([panel]);
  }
  return found;
}

const inLine = (line: readonly Panel[], y: number, height: number) =>
  line.map((panel, index) => {
    const x = widthOf(line.slice(0, index));
    const w = index === line.length - 1 ? columns - x : panel.width;
    return { panel, at: { h: panel.height ?? height, w, x, y } };
  });

const widthOf = (line: readonly Panel[]): number => line.reduce((sum, { width }) => sum + width, 0);
