import type { GrafanaDashboard, GrafanaVariable } from '../../../model/grafana.ts';
import type { Finding } from '../check.ts';
import { variableName, variablesOf } from './variables.ts';

/** What is wrong with the variable that chooses values of a label: it is there, takes several, and all by a pattern. */
export function judgeLabelVariable(dashboard: GrafanaDashboard, name: string): Finding[] {
  const variable = variablesOf(dashboard).find((one) => one.name === name && one.type === 'query');
  if (variable === undefined) {
    return [{ message: `has no variable '${name}'. Add one: a query for label_values(…, ${name}).` }];
  }
  return demands(variable, name).map((message) => ({ where: variableName(variable), message }));
}

const demands = (variable: GrafanaVariable, name: string): string[] => [
  ...(variable.label === titled(name)
    ? []
    : [`has the label '${variable.label ?? ''}'. Write '${titled(name)}'.`]),
  ...(variable.multi === true ? [] : ['takes one value alone. Set multi.']),
  ...(variable.allValue === '.+'
    ? []
    : [`stands for '${variable.allValue ?? ''}' when all are chosen. Set allValue to '.+'.`]),
];

const titled = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
