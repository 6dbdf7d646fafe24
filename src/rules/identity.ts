import { labelsOfMetric } from '../metrics/labels.ts';
import { resultLabels } from '../promql/labels.ts';
import { operands, parsePromql } from '../promql/syntax.ts';
import type { ResolvedAlert } from './resolve.ts';

/** Labels that an alert's expression gives it, besides those of its rule: what tells two firing at once apart. */
export function identityLabels({ rule }: ResolvedAlert): readonly string[] {
  const syntax = parsePromql(rule.expr);
  const [expression] = operands(syntax.root);
  if (expression === undefined) return [];
  const labels = resultLabels(syntax, expression, labelsOfMetric);
  return labels === 'number' ? [] : labels.names;
}
