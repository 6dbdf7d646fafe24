import type { DataSourceRef, GrafanaDashboard, GrafanaPanel, GrafanaTarget } from '../../../model/grafana.ts';
import { variablesIn } from '../../../promql/variables.ts';

/** The uid of a data source, or the name that old files have. */
export const sourceUid = (source: DataSourceRef | undefined): string =>
  (typeof source === 'string' ? source : source?.uid) ?? '';

/** The variable that a data source is chosen by, when it is. */
export function sourceVariable(source: DataSourceRef | undefined): string | undefined {
  const uid = sourceUid(source);
  return /^\$(\w+|\{\w+\})$/.test(uid) ? variablesIn(uid)[0] : undefined;
}

/** What a query is written for: `prometheus`, unless it or its panel says otherwise. */
export function sourceType(dashboard: GrafanaDashboard, panel: GrafanaPanel, target: GrafanaTarget): string {
  return typeOf(dashboard, target.datasource) ?? typeOf(dashboard, panel.datasource) ?? 'prometheus';
}

/** The type of a data source, from what it says itself or from the variable that chooses it. */
export function typeOf(dashboard: GrafanaDashboard, source: DataSourceRef | undefined): string | undefined {
  const said = typeof source === 'string' ? undefined : source?.type;
  if (said !== undefined) return said;
  const name = sourceVariable(source);
  const chosen = sourceVariables(dashboard).find((variable) => variable.name === name)?.query;
  return typeof chosen === 'string' ? chosen : undefined;
}

/** The variables that choose data sources. */
export const sourceVariables = ({ templating }: GrafanaDashboard) =>
  (templating?.list ?? []).filter(({ type }) => type === 'datasource');
