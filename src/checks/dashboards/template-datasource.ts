import type { GrafanaDashboard, GrafanaVariable } from '../../model/grafana.ts';
import type { DashboardCheck, Finding } from './check.ts';
import { sourceVariables } from './read/data-source.ts';
import { queryText, variableName } from './read/variables.ts';

/** Data sources are chosen by variables with the names that everybody uses, so that a dashboard works on any Grafana. */
export const templateDatasource: DashboardCheck = (dashboard) => {
  const variables = sourceVariables(dashboard);
  if (variables.length === 0) {
    return [{ message: "has no variable for its data source. Add 'datasource', of the type datasource." }];
  }
  return variables.flatMap((variable) => {
    if (queryText(variable) !== '') return [...misnamed(variable, dashboard), ...mislabelled(variable)];
    return [
      { where: variableName(variable), message: "is of no type of data source. Say which: 'prometheus'." },
    ];
  });
};

function misnamed(variable: GrafanaVariable, dashboard: GrafanaDashboard): Finding[] {
  const { name = '' } = variable;
  const typed = `${queryText(variable)}_datasource`;
  const allowed = sourceVariables(dashboard).length === 1 ? ['datasource', typed] : [typed];
  if (allowed.includes(name)) return [];
  const message = `is the variable of a data source, and is to be called ${allowed.join(' or ')}.`;
  return [{ where: variableName(variable), message }];
}

function mislabelled(variable: GrafanaVariable): Finding[] {
  const type = queryText(variable);
  const allowed = ['Data source', `${type.charAt(0).toUpperCase()}${type.slice(1)} data source`];
  if (allowed.includes(variable.label ?? '')) return [];
  const message = `has the label '${variable.label ?? ''}'. Write '${allowed.join("' or '")}'.`;
  return [{ where: variableName(variable), message }];
}
