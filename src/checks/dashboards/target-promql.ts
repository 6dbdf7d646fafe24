import { firstError } from '../../promql/syntax.ts';
import type { DashboardCheck } from './check.ts';
import { expressions } from './read/queries.ts';

/** Queries of panels and annotations are PromQL, whatever their variables are. Those that fill variables have a check of their own. */
export const targetPromql: DashboardCheck = (dashboard) =>
  expressions(dashboard)
    .filter(({ of }) => of !== 'variable')
    .flatMap(({ where, expr, syntax }) => {
      if (expr.trim() === '') return [{ where, message: 'asks nothing.' }];
      const at = firstError(syntax.root);
      if (at === undefined) return [];
      return [{ where, message: `is not PromQL at '${expr.slice(at, at + 30) || 'its end'}'.` }];
    });
