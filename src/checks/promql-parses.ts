import { firstError, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';

/** The expression is PromQL that Prometheus loads. */
export const promqlParses: AlertCheck = ({ rule }) => {
  const at = firstError(parsePromql(rule.expr).root);
  return at === undefined ? [] : [`is not PromQL at '${rule.expr.slice(at, at + 30) || 'its end'}'.`];
};
