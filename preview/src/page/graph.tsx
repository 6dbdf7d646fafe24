import { dateTime, type DataFrame, type TimeRange } from '@grafana/data';
import { LegendDisplayMode, type VizLegendOptions } from '@grafana/schema';
import { TimeSeries, useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import type { PanelOptions, ShownBoard } from '../shown.ts';
import { regionsOf, drawRegions, type Region } from './annotations.ts';
import type { Size } from './size.ts';

interface GraphProps extends Size {
  readonly frames: DataFrame[];
  readonly options: PanelOptions;
  readonly board: ShownBoard;
}

/** Lines over time, drawn by Grafana's own component, with the annotations that it leaves to its panels. */
export function Graph({ frames, options, board, width, height }: GraphProps) {
  const theme = useTheme2();
  const regions = board.annotations.flatMap((annotation) =>
    regionsOf(annotation, theme.visualization.getColorByName(annotation.annotation.iconColor)),
  );
  return (
    <TimeSeries
      frames={frames}
      width={width}
      height={height}
      timeRange={timeRangeOf(board)}
      timeZone="utc"
      legend={options.legend ?? legend}
    >
      {(config) => <Annotations config={config} regions={regions} />}
    </TimeSeries>
  );
}

/** Grafana's, where the JSON says nothing. */
const legend: VizLegendOptions = {
  // The package declares this enum twice.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  showLegend: true,
  calcs: [],
};

function timeRangeOf({ span }: ShownBoard): TimeRange {
  const [from, to] = [dateTime(span.from * 1000), dateTime(span.to * 1000)];
  return { from, to, raw: { from, to } };
}

function Annotations({ config, regions }: { config: UPlotConfigBuilder; regions: readonly Region[] }) {
  useLayoutEffect(() => {
    config.addHook('draw', (plot) => {
      drawRegions(plot, regions);
    });
  }, [config, regions]);
  return null;
}
