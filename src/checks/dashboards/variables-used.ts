import type { GrafanaDashboard } from '../../model/grafana.ts';
import { isBuiltIn, variablesIn } from '../../promql/variables.ts';
import { valuesIn } from '../manifests/objects/values.ts';
import type { DashboardCheck, Finding } from './check.ts';
import { panelName, panelsOf } from './read/panels.ts';
import { variableName, variablesOf } from './read/variables.ts';

/** Every variable that is used is there, and every one that is there is used, or handed on to a dashboard that has it too. */
export const variablesUsed: DashboardCheck = (dashboard, { all }) => {
  const declared = variablesOf(dashboard).map(({ name }) => name ?? '');
  const uses = usesIn(dashboard);
  const used = new Set(uses.map(({ name }) => name));
  return [
    ...uses
      .filter(({ name }) => !declared.includes(name) && !isBuiltIn(name))
      .map(({ name, where }) => ({ ...where, message: `uses $${name}, which is no variable here.` })),
    ...declared
      .filter((name) => !used.has(name) && !isHandedOn(name, dashboard, all))
      .map((name) => ({ where: `$${name}`, message: 'is used nowhere. Drop it, or use it.' })),
  ];
};

/** Whether a link takes what is chosen along, so that it is still chosen on the way back. */
const isHandedOn = (name: string, dashboard: GrafanaDashboard, all: readonly GrafanaDashboard[]): boolean =>
  (dashboard.links ?? []).some(({ includeVars }) => includeVars === true) &&
  all.some((other) => other !== dashboard && variablesOf(other).some((variable) => variable.name === name));

interface Use {
  readonly name: string;
  readonly where: Pick<Finding, 'where'>;
}

/** Each use of a variable once for each place. What a variable says of itself is no use. */
function usesIn(dashboard: GrafanaDashboard): Use[] {
  return [
    ...usesOf({ ...dashboard, panels: [], templating: {} }, {}),
    ...variablesOf(dashboard).flatMap((variable) =>
      usesOf(variable, { where: variableName(variable) }).filter(({ name }) => name !== variable.name),
    ),
    ...panelsOf(dashboard).flatMap((panel) => usesOf({ ...panel, panels: [] }, { where: panelName(panel) })),
  ];
}

function usesOf(part: object, where: Use['where']): Use[] {
  const names = valuesIn(part).flatMap(({ key, value }) => {
    if (typeof value !== 'string') return [];
    // A panel may be there once for each value of a variable.
    return key === 'repeat' && value !== '' ? [value] : variablesIn(value);
  });
  return [...new Set(names)].map((name) => ({ name, where }));
}
