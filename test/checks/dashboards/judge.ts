import { dashboardChecks } from '../../../src/checks/dashboards/index.ts';
import { around, bend, type Bent } from './bend.ts';

/** What one check says of a dashboard among the others: `where: message`. */
export function findings(check: string, bent: Bent = bend({})): string[] {
  const found = dashboardChecks[check];
  if (found === undefined) throw new Error(`No check is called ${check}.`);
  return found
    .judge(bent.dashboard, around(bent))
    .map(({ where, message }) => (where === undefined ? message : `${where}: ${message}`));
}

/** What one check says of a query that stands alone in the panel of queries by status. */
export const ofQuery = (check: string, expr: string, target: object = {}): string[] =>
  findings(check, bend({ 'panels[2].targets': [{ refId: 'A', expr, legendFormat: 'All', ...target }] }));
