import type { GridPos, Panel as GrafanaPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../../model/dashboard.ts';
import type { Template } from '../../model/template.ts';
import type { Context } from '../context.ts';
import { idOf } from '../ids.ts';
import { alertTable } from './alert-table.ts';
import { graph } from './graph.ts';
import { table } from './table.ts';
import { value } from './value.ts';

/** A panel as Grafana reads it. */
export const toGrafana = (panel: Panel, at: GridPos, context: Context): GrafanaPanel =>
  builderOf(panel, context).gridPos(at).id(idOf(panel.key)).build();

function builderOf(panel: Panel, context: Context) {
  switch (panel.kind) {
    case 'timeseries':
      return graph(panel, context);
    case 'stat':
    case 'gauge':
      return value(panel, context);
    case 'table':
      return table(panel, context);
    case 'alerts':
      return alertTable(panel, context);
  }
}

/** The queries of a panel, as its author wrote them. */
export function queriesOf(panel: Panel): readonly Template[] {
  switch (panel.kind) {
    case 'table':
    case 'alerts':
      return [panel.expr];
    default:
      return panel.queries.map(({ expr }) => expr);
  }
}
