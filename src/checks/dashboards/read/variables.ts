import type { GrafanaDashboard, GrafanaVariable } from '../../../model/grafana.ts';
import { durationPattern } from '../../../promql/duration.ts';
import { isBuiltIn, type StandIn } from '../../../promql/variables.ts';

/** The variables of a dashboard. */
export const variablesOf = ({ templating }: GrafanaDashboard): readonly GrafanaVariable[] =>
  templating?.list ?? [];

/** What a variable is called in messages. */
export const variableName = ({ name }: GrafanaVariable): string => `$${name ?? ''}`;

/** What fills a variable, as text. */
export const queryText = ({ query }: GrafanaVariable): string =>
  (typeof query === 'string' ? query : query?.query) ?? '';

/** What may stand in a query where a variable of this dashboard stands. */
export const standInOf =
  (dashboard: GrafanaDashboard) =>
  (name: string): StandIn => {
    if (isBuiltIn(name)) return builtIn(name);
    const variable = variablesOf(dashboard).find((one) => one.name === name);
    return variable === undefined ? 'name' : kindOf(variable);
  };

const spans: ReadonlySet<string> = new Set(['__auto', '__interval', '__range', '__rate_interval']);

const builtIn = (name: string): StandIn =>
  spans.has(name) ? 'duration' : /_(ms|s)$|^__(from|to)$/.test(name) ? 'number' : 'name';

/** A variable of a list is like its value now, or the first of the list. */
function kindOf(variable: GrafanaVariable): StandIn {
  if (variable.type === 'interval') return 'duration';
  if (variable.type === 'query' || variable.type === 'datasource') return 'name';
  const now = variable.current?.value;
  const value =
    typeof now === 'string' && now !== '' ? now : (queryText(variable).split(',')[0] ?? '').trim();
  if (/^\d+(\.\d+)?$/.test(value)) return 'number';
  return durationPattern.test(value) ? 'duration' : 'name';
}
