import { labelsOfMetric } from '../metrics/labels.ts';
import { resultLabels } from '../promql/labels.ts';
import { nodes, operands, type Syntax } from '../promql/syntax.ts';

/** What is wrong with the quantiles of an expression: those that are taken of something without `le`, which is no histogram. */
export function quantilesWithoutLe(syntax: Syntax): string[] {
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
}
