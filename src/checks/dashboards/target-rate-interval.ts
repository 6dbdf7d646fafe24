import type { SyntaxNode } from '@lezer/common';
import type { GrafanaDashboard } from '../../model/grafana.ts';
import { nodes, parsePromql } from '../../promql/syntax.ts';
import { variablesIn } from '../../promql/variables.ts';
import { ofQueries, type DashboardContext } from './check.ts';
import type { Query } from './read/queries.ts';

/** Functions that tell how fast a counter rises, or by how much. */
const rises = ['rate', 'irate', 'increase'];

/**
 * A rate looks back as far as its points are apart: with less, a graph of a month would miss what happens between them; with more, one
 * of an hour would be smoothed away. Where a panel shows at which value an alert fires, it looks back as the alert does; where
 * a query is of this moment alone, it may look over the whole time range.
 */
export const targetRateInterval = ofQueries((query, dashboard, context) => {
  const allowed = [
    ...(query.target.instant === true ? ['$__range'] : []),
    ...alertWindows(query, dashboard, context),
  ];
  const { root, text } = query.syntax;
  return nodes(root, 'FunctionCall').flatMap((call) => {
    const name = call.getChild('FunctionIdentifier');
    const span = spanOf(call);
    if (name === null || span === undefined || !rises.includes(text(name))) return [];
    const looks = plain(text(span));
    if (looks === '$__rate_interval' || allowed.includes(looks)) return [];
    return [
      `looks back ${looks} by ${text(name)}, however far its points are apart. Use [$__rate_interval].`,
    ];
  });
});

/** How far a function looks back: its own range, not that of what is inside. */
const spanOf = (call: SyntaxNode): SyntaxNode | undefined =>
  nodes(call, 'MatrixSelector', 'SubqueryExpr')[0]?.getChild('DurationExpr') ?? undefined;

/** `$name` for `${name}`; a duration as it is. */
function plain(span: string): string {
  const [name] = variablesIn(span);
  return name === undefined ? span.trim() : `$${name}`;
}

/** Windows of the alerts whose values a panel draws. */
function alertWindows(
  { panel }: Query,
  { uid }: GrafanaDashboard,
  { marks, alerts }: DashboardContext,
): string[] {
  const drawn = marks.filter((mark) => mark.dashboard === uid && mark.panel === panel.id);
  return alerts
    .filter(({ alert }) => drawn.some((mark) => mark.alert === alert.name))
    .flatMap(({ rule }) => {
      const { root, text } = parsePromql(rule.expr);
      return nodes(root, 'MatrixSelector')
        .flatMap((node) => node.getChild('DurationExpr') ?? [])
        .map(text);
    });
}
