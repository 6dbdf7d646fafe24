import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Value } from '../../model/dashboard.ts';
import type { Context } from '../context.ts';
import { withBasics } from './basics.ts';
import { expression, now } from './target.ts';

/** The newest values, on a dial or in large type, in the colour that the marks give them. */
export function value(panel: Value, context: Context): StatBuilder | GaugeBuilder {
  const builder =
    panel.kind === 'gauge'
      ? withBasics(new GaugeBuilder(), panel, context).showThresholdMarkers(true).showThresholdLabels(false)
      : withBasics(new StatBuilder(), panel, context)
          .graphMode(BigValueGraphMode.None)
          .colorMode(panel.marks === undefined ? BigValueColorMode.None : BigValueColorMode.Background);
  builder
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .mappings(wordsFor(panel));
  panel.queries.forEach(({ expr, legend }, at) =>
    builder.withTarget(now(at, expression(expr, context), legend)),
  );
  // A dial needs two ends.
  return panel.kind === 'gauge' && panel.unit === 'percentunit' ? builder.min(0).max(1) : builder;
}

function wordsFor({ words = {} }: Value): ValueMapping[] {
  const options = Object.entries(words).map(([number, text], index) => [number, { text, index }] as const);
  return options.length === 0
    ? []
    : [{ type: MappingType.ValueToText, options: Object.fromEntries(options) }];
}
