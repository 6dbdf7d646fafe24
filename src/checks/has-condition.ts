import { comparisons, nodes, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';

const conditions = ['absent', 'absent_over_time'];

/** The expression has a condition: an alert without one fires whenever its series exists. */
export const hasCondition: AlertCheck = ({ alert, rule }) => {
  if (alert.severity === 'none') return [];
  const { root, text } = parsePromql(rule.expr);
  const compares = nodes(root, 'BinaryExpr').some((node) =>
    comparisons.some((name) => node.getChild(name) !== null && node.getChild('BoolModifier') === null),
  );
  const asks = nodes(root, 'FunctionIdentifier').some((node) => conditions.includes(text(node)));
  return compares || asks ? [] : ['has no condition, so that it fires always. Compare with a threshold.'];
};
