import { matchersOf } from '../../promql/matchers.ts';
import { nodes } from '../../promql/syntax.ts';
import { variablesIn } from '../../promql/variables.ts';
import type { DashboardCheck } from './check.ts';
import { expressions } from './read/queries.ts';
import { variablesOf } from './read/variables.ts';

/** A variable of several values is matched by `=~` or `!~`: what Grafana puts there is a pattern, which equals nothing. */
export const multiValueMatched: DashboardCheck = (dashboard) => {
  const several = variablesOf(dashboard)
    .filter(({ multi }) => multi === true)
    .map(({ name }) => name);
  return expressions(dashboard).flatMap(({ where, syntax }) =>
    nodes(syntax.root, 'VectorSelector')
      .flatMap((selector) => matchersOf(syntax, selector))
      .filter(
        ({ operator, value }) =>
          !operator.endsWith('~') && variablesIn(value).some((name) => several.includes(name)),
      )
      .map(({ label, operator, value }) => ({
        where,
        message: `asks for ${label}${operator}"${value}", which may stand for several. Use ${operator === '=' ? '=~' : '!~'}.`,
      })),
  );
};
