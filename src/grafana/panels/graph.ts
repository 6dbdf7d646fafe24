import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Colour, Graph, Query } from '../../model/dashboard.ts';
import type { Context } from '../context.ts';
import { drawn } from '../marks.ts';
import { withBasics } from './basics.ts';
import { expression, overTime } from './target.ts';

/** Lines over time, with a line across for each mark. */
export function graph(panel: Graph, context: Context): PanelBuilder {
  const builder = withBasics(new PanelBuilder(), panel, context)
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(5)
    .showPoints(VisibilityMode.Never)
    .axisSoftMin(0)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(linesAcross(panel)))
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  panel.queries.forEach((query, at) => {
    builder.withTarget(overTime(at, expression(query.expr, context), query.legend, context));
    for (const [name, colour] of coloured(query)) builder.overrideByName(name, fixed(colour, context));
  });
  const reach = reachOf(panel, context);
  return reach === undefined ? builder : builder.axisSoftMax(reach);
}

/** Grafana draws a line in the colour of what is above it. Where low is bad, that would be the wrong one: areas have their own. */
function linesAcross({ marks = [], bad }: Graph): GraphThresholdsStyleMode {
  if (marks.length === 0) return GraphThresholdsStyleMode.Off;
  return bad === 'low' ? GraphThresholdsStyleMode.Area : GraphThresholdsStyleMode.Line;
}

const legend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs(['lastNotNull', 'max']);

/** A little above the worst mark, so that its line can be seen while all is well. */
function reachOf(panel: Graph, context: Context): number | undefined {
  const values = drawn(panel, context).map(({ value }) => value);
  if (panel.axis === 'values' || panel.bad === 'low' || values.length === 0) return undefined;
  return Number((1.1 * Math.max(...values)).toPrecision(6));
}

/** Series by name, and what their colours stand for. */
const coloured = ({ legend: name, colour }: Query): [string, Colour][] => {
  if (colour === undefined) return [];
  return typeof colour === 'string' ? [[name, colour]] : Object.entries(colour);
};

const fixed = (colour: Colour, { style }: Context): DynamicConfigValue[] => [
  { id: 'color', value: { mode: 'fixed', fixedColor: style.colours[colour] } },
];
