import type { DrawnMark } from '../../model/grafana.ts';
import { matchersOf } from '../../promql/matchers.ts';
import { shapeOf } from '../../promql/shape.ts';
import { nodes, operands, parsePromql } from '../../promql/syntax.ts';
import { variablesIn } from '../../promql/variables.ts';
import { ofPanels, type DashboardContext } from './check.ts';
import { alertOf, comparisonsAt, marksOf } from './read/marks.ts';
import { panelQueries, type Query } from './read/queries.ts';

/** A panel shows what the alert of its mark judges, and not something that is measured another way. */
export const marksMatchQueries = ofPanels((panel, dashboard, context) => {
  const queries = panelQueries(dashboard).filter((query) => query.panel === panel);
  return marksOf(panel, dashboard, context)
    .filter((mark) => !isShown(mark, queries, context))
    .map(
      ({ value, alert = '' }) =>
        `marks ${String(value)} for ${alert}, and shows nothing that this alert compares with it.`,
    );
});

function isShown(mark: DrawnMark, queries: readonly Query[], context: DashboardContext): boolean {
  const alert = alertOf(mark, context);
  const comparisons = alert === undefined ? [] : comparisonsAt(mark, alert);
  if (alert === undefined || comparisons.length === 0) return true;
  return queries.some(({ syntax }) => {
    const [root] = operands(syntax.root);
    const chosen = chosenLabels(syntax);
    const judged = comparisons.map(({ of }) => shapeOf(parsePromql(alert.rule.expr), of, chosen));
    return root !== undefined && judged.includes(shapeOf(syntax, root, chosen));
  });
}

/** Labels whose values are chosen above. The alert has those of its environment in their place. */
const chosenLabels = (syntax: Query['syntax']): ReadonlySet<string> =>
  new Set(
    nodes(syntax.root, 'VectorSelector')
      .flatMap((selector) => matchersOf(syntax, selector))
      .filter(({ value }) => variablesIn(value).length > 0)
      .map(({ label }) => label),
  );
