import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { Icon, PanelChrome } from '@grafana/ui';
import { useEffect, useState } from 'react';
import type { ShownBoard, ShownPanel } from '../shown.ts';
import { prepared } from './fields.ts';
import { framesOf } from './frames.ts';
import { Gauge } from './gauge.tsx';
import { Graph } from './graph.tsx';
import type { Size } from './size.ts';
import { Stat } from './stat.tsx';
import { Rows } from './table.tsx';

interface PanelProps extends Size {
  readonly shown: ShownPanel;
  readonly board: ShownBoard;
  readonly theme: GrafanaTheme2;
  /** Called when the panel is drawn. */
  readonly drawn: () => void;
}

/** A panel in Grafana's frame: its title, what it says of itself, its links, and what it shows. */
export function Panel({ shown, board, theme, drawn, width, height }: PanelProps) {
  const [frames, setFrames] = useState<DataFrame[]>();
  useEffect(() => {
    void prepared(shown.panel, framesOf(shown.targets), theme).then(setFrames);
  }, [shown, theme]);
  useEffect(() => {
    if (frames !== undefined) drawn();
  }, [frames, drawn]);
  const { title, description, links = [], transparent } = shown.panel;
  return (
    <PanelChrome
      title={title}
      width={width}
      height={height}
      padding={shown.panel.type === 'table' ? 'none' : 'md'}
      displayMode={transparent === true ? 'transparent' : 'default'}
      {...(description !== undefined && { description })}
      {...(links.length > 0 && { titleItems: <Icon name="external-link-alt" size="md" /> })}
    >
      {(innerWidth, innerHeight) =>
        frames === undefined ? null : (
          <Content
            shown={shown}
            board={board}
            theme={theme}
            frames={frames}
            width={innerWidth}
            height={innerHeight}
          />
        )
      }
    </PanelChrome>
  );
}

type ContentProps = Omit<PanelProps, 'drawn'> & { readonly frames: DataFrame[] };

function Content({ shown: { panel }, board, theme, frames, width, height }: ContentProps) {
  const [first] = frames;
  if (first === undefined || frames.every(({ fields }) => fields.length === 0)) {
    return <Nothing text={panel.fieldConfig?.defaults.noValue ?? 'No data'} height={height} />;
  }
  switch (panel.type) {
    case 'timeseries':
      return (
        <Graph frames={frames} options={panel.options ?? {}} board={board} width={width} height={height} />
      );
    case 'stat':
      return <Stat panel={panel} frames={frames} theme={theme} width={width} height={height} />;
    case 'gauge':
      return <Gauge panel={panel} frames={frames} theme={theme} width={width} height={height} />;
    case 'table':
      return <Rows panel={panel} frame={first} width={width} height={height} />;
    default:
      throw new Error(`Panel '${panel.title}' is a ${panel.type}, which the preview does not draw.`);
  }
}

function Nothing({ text, height }: { text: string; height: number }) {
  return (
    <div style={{ height, display: 'flex', alignItems: 'center', justifyContent: 'center' }}>{text}</div>
  );
}
