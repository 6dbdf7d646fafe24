import type { DataFrame } from '@grafana/data';
import { TableCellHeight } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import type { DrawnPanelJson } from '../shown.ts';
import type { Size } from './size.ts';

interface TableProps extends Size {
  readonly panel: DrawnPanelJson;
  readonly frame: DataFrame;
}

/** A table, drawn by Grafana's own component. */
export function Rows({ panel, frame, width, height }: TableProps) {
  const { sortBy = [], cellHeight = TableCellHeight.Sm, showHeader } = panel.options ?? {};
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={showHeader === false}
      sortBy={sortBy}
      cellHeight={cellHeight}
      enableVirtualization={false}
      {...(panel.fieldConfig && { fieldConfig: panel.fieldConfig })}
    />
  );
}
