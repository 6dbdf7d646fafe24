import { labelsOfMetric } from '../metrics/labels.ts';
import { resultLabels } from '../promql/labels.ts';
import { nodes, operands, parsePromql } from '../promql/syntax.ts';
import type { AlertCheck } from './check.ts';

/** A quantile is read from rates of buckets that still have their `le`: without it there is no histogram left. */
export const quantileKeepsLe: AlertCheck = ({ rule }) => {
  const syntax = parsePromql(rule.expr);
  const quantiles = nodes(syntax.root, 'FunctionCall').filter((node) =>
    node.getChild('FunctionIdentifier')?.getChild('HistogramQuantile'),
  );
  return quantiles.flatMap((node) => {
    const buckets = operands(node)[1];
    if (buckets === undefined) return [];
    const labels = resultLabels(syntax, buckets, labelsOfMetric);
    const keeps = labels !== 'number' && labels.names.includes('le');
    return keeps
      ? []
      : [
          `takes a quantile of '${syntax.text(buckets)}', which has no 'le'. Use sum by (le) (rate(…_bucket[…])).`,
        ];
  });
};
