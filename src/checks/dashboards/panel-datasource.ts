import type {
  DataSourceRef,
  GrafanaAnnotation,
  GrafanaDashboard,
  GrafanaPanel,
} from '../../model/grafana.ts';
import type { DashboardCheck } from './check.ts';
import { sourceUid, sourceVariable, sourceVariables } from './read/data-source.ts';
import { panelName, panelsOf } from './read/panels.ts';
import { variableName, variablesOf } from './read/variables.ts';

/** Panels, annotations and variables ask the data source that is chosen above: a uid belongs to one Grafana alone. */
export const panelDatasource: DashboardCheck = (dashboard) =>
  askers(dashboard).flatMap(({ where, sources }) => {
    const said = new Set(sources.flatMap((source) => faults(source, dashboard)));
    return [...said].map((message) => ({ where, message }));
  });

interface Asker {
  readonly where: string;
  readonly sources: readonly (DataSourceRef | undefined)[];
}

/** Everything that asks a data source, and those that it asks. */
const askers = (dashboard: GrafanaDashboard): Asker[] => [
  ...variablesOf(dashboard)
    .filter(({ type }) => type === 'query')
    .map((variable) => ({ where: variableName(variable), sources: [variable.datasource] })),
  ...(dashboard.annotations?.list ?? []).filter(asks).map(({ name = '', datasource }) => ({
    where: `annotation '${name}'`,
    sources: [datasource],
  })),
  ...panelsOf(dashboard).map((panel) => ({ where: panelName(panel), sources: sourcesOf(panel) })),
];

const asks = ({ expr, datasource }: GrafanaAnnotation): boolean =>
  expr !== undefined || datasource !== undefined;

/** A panel's own, and those of its queries that ask another. */
const sourcesOf = ({ datasource, targets = [] }: GrafanaPanel): Asker['sources'] =>
  targets.length === 0 ? [] : [datasource, ...targets.flatMap((target) => target.datasource ?? [])];

/** What every Grafana has: its own store, and stand-ins for several data sources or other panels. */
const everywhere = /^(-- .+ --|grafana)$/;

function faults(source: DataSourceRef | undefined, dashboard: GrafanaDashboard): string[] {
  const uid = sourceUid(source);
  const variable = sourceVariable(source);
  if (everywhere.test(uid)) return [];
  if (uid === '') return ['says no data source, so that it asks whatever is the default. Use $datasource.'];
  if (variable === undefined)
    return [`asks the data source '${uid}', which only one Grafana has. Use $datasource.`];
  return sourceVariables(dashboard).some(({ name }) => name === variable)
    ? []
    : [`asks the data source $${variable}, which is no variable of a data source here.`];
}
