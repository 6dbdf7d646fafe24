import type { DashboardCheck } from './check.ts';
import { expressions } from './read/queries.ts';
import { resultCanHave } from './read/result.ts';

/** A legend names labels that the result can have, and so does an annotation: in place of others Grafana writes nothing. */
export const legendLabelsExist: DashboardCheck = (dashboard) =>
  expressions(dashboard).flatMap((expression) => {
    const has = resultCanHave(expression);
    const asked = expression.labelled.flatMap((text) => [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)]);
    return [...new Set(asked.map(([, label]) => label ?? ''))]
      .filter((label) => !has.includes(label))
      .map((label) => ({
        where: expression.where,
        message: `names the label '${label}', which its result does not have. It can have ${has.join(', ') || 'none'}.`,
      }));
  });
