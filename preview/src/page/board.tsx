import type { GrafanaTheme2 } from '@grafana/data';
import { Icon } from '@grafana/ui';
import { useCallback, useState } from 'react';
import type { ShownBoard, ShownPanel } from '../shown.ts';
import { Bar } from './bar.tsx';
import { Panel } from './panel.tsx';

/** Grafana's grid: 24 columns, rows of 30 pixels, 8 between. */
const grid = { columns: 24, row: 30, gap: 8 } as const;

const margin = 16;

/** A whole dashboard. Tells when all of it is drawn. */
export function Board({
  board,
  theme,
  drawn,
}: {
  board: ShownBoard;
  theme: GrafanaTheme2;
  drawn: () => void;
}) {
  const inner = board.width - 2 * margin;
  const visible = board.panels.filter(({ panel }) => panel.type !== 'row');
  const [, setLeft] = useState(visible.length);
  const one = useCallback(() => {
    setLeft((left) => {
      if (left === 1) drawn();
      return left - 1;
    });
  }, [drawn]);
  const bottom = Math.max(...board.panels.map(({ panel: { gridPos } }) => gridPos.y + gridPos.h));
  return (
    <div
      style={{
        width: board.width,
        padding: margin,
        background: theme.colors.background.canvas,
        color: theme.colors.text.primary,
      }}
    >
      <Bar board={board} theme={theme} />
      <div style={{ position: 'relative', height: bottom * (grid.row + grid.gap) - grid.gap }}>
        {board.panels.map((shown) => (
          <Placed key={shown.panel.id} shown={shown} inner={inner} board={board} theme={theme} drawn={one} />
        ))}
      </div>
    </div>
  );
}

interface PlacedProps {
  readonly shown: ShownPanel;
  readonly inner: number;
  readonly board: ShownBoard;
  readonly theme: GrafanaTheme2;
  readonly drawn: () => void;
}

function Placed({ shown, inner, ...rest }: PlacedProps) {
  const { x, y, w, h } = shown.panel.gridPos;
  const column = (inner - grid.gap * (grid.columns - 1)) / grid.columns;
  const [width, height] = [w * column + (w - 1) * grid.gap, h * grid.row + (h - 1) * grid.gap];
  const style = {
    position: 'absolute',
    left: x * (column + grid.gap),
    top: y * (grid.row + grid.gap),
    width,
    height,
  } as const;
  return (
    <div style={style}>
      {shown.panel.type === 'row' ? (
        <RowTitle shown={shown} />
      ) : (
        <Panel shown={shown} width={width} height={height} {...rest} />
      )}
    </div>
  );
}

function RowTitle({ shown: { panel } }: { shown: ShownPanel }) {
  return (
    <div
      style={{ display: 'flex', alignItems: 'center', gap: 8, height: '100%', fontSize: 16, fontWeight: 500 }}
    >
      <Icon name={panel.collapsed === true ? 'angle-right' : 'angle-down'} />
      {panel.title}
    </div>
  );
}
