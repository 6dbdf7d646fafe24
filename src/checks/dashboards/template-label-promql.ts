import type { GrafanaDashboard, GrafanaVariable } from '../../model/grafana.ts';
import { firstError } from '../../promql/syntax.ts';
import { parseWithVariables } from '../../promql/variables.ts';
import type { DashboardCheck } from './check.ts';
import { readVariableQuery } from './read/variable-query.ts';
import { queryText, standInOf, variableName, variablesOf } from './read/variables.ts';

/** What fills a variable is a question that Grafana knows, about series that PromQL can name. */
export const templateLabelPromql: DashboardCheck = (dashboard) =>
  variablesOf(dashboard)
    .filter(({ type = '' }) => type === 'query' || type === '')
    .flatMap((variable) =>
      faults(variable, dashboard).map((message) => ({ where: variableName(variable), message })),
    );

function faults(variable: GrafanaVariable, dashboard: GrafanaDashboard): string[] {
  if (variable.type !== 'query') return ["has no type. Write 'query'."];
  const query = readVariableQuery(variable);
  if (query === undefined) {
    return [
      `asks '${queryText(variable)}', which is none of label_names(…), label_values(…, label), metrics(pattern) and query_result(PromQL).`,
    ];
  }
  if (query.pattern !== undefined && !isPattern(query.pattern)) {
    return [`asks for metrics like '${query.pattern}', which is no regular expression.`];
  }
  if (query.expr === undefined) return [];
  const at = firstError(parseWithVariables(query.expr, standInOf(dashboard)).root);
  return at === undefined ? [] : [`is not PromQL at '${query.expr.slice(at, at + 30) || 'its end'}'.`];
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
