import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { elsewhere } from '../metrics/elsewhere.ts';
import type { Settings } from '../settings/schema.ts';

/** The data source that is chosen, for everything that asks one. */
export const dataSource = { type: 'prometheus', uid: '${datasource}' };

/** The settings with variables for names: what carriers make of them asks for what is chosen. */
export const withVariables = (settings: Settings): Settings => ({
  ...settings,
  service: { ...settings.service, namespace: '$namespace', job: '$job' },
});

/**
 * PromQL that asks for what is chosen. A variable may stand for several values, and a job of that name may run in several
 * namespaces.
 */
export const asChosen = (promql: string): string =>
  promql
    .replaceAll('job="$job"', 'namespace="$namespace", job="$job"')
    .replace(/="\$(namespace|job)"/g, '=~"$$$1"');

/**
 * The variables of every board, with the environment's own names chosen. One that a board does not ask by is hidden there, and
 * yet goes along to the next.
 */
export function variables({ service, grafana }: Settings, panels: readonly object[]): VariableModel[] {
  const { name: up } = elsewhere.up;
  return [
    source(grafana.dataSource).build(),
    query('namespace', 'Namespace', `label_values(${up}, namespace)`)
      .current({ text: service.namespace, value: service.namespace })
      .build(),
    query('job', 'Job', `label_values(${up}{namespace=~"$namespace"}, job)`)
      .current({ text: [service.job], value: [service.job] })
      .multi(true)
      .includeAll(true)
      .allValue('.+')
      .hide(JSON.stringify(panels).includes('$job') ? VariableHide.DontHide : VariableHide.HideVariable)
      .build(),
  ];
}

/** Values that there are in the time range: those of a server that died are still there to be looked at. */
const query = (name: string, label: string, promql: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(dataSource)
    .query(promql)
    .definition(promql)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

/** Grafana's default, unless the environment says which one is its own. */
function source(name: string | undefined): DatasourceVariableBuilder {
  const variable = new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
  return name === undefined ? variable : variable.current({ text: name, value: name });
}
