import { expect, test } from 'vitest';
import { labelsOfMetric } from '../../src/metrics/labels.ts';
import { resultLabels } from '../../src/promql/labels.ts';
import { operands, parsePromql } from '../../src/promql/syntax.ts';

function labelsOf(expr: string) {
  const syntax = parsePromql(expr);
  const [expression] = operands(syntax.root);
  return expression === undefined ? undefined : resultLabels(syntax, expression, labelsOfMetric);
}

const exactly = (...names: readonly string[]) => ({ names, target: false });

test.each([
  ['sum(rate(fraiseql_queries_total[5m]))', exactly()],
  ['vector(1)', exactly()],
  ['sum by (rule) (fraiseql_anomalies_detected_total) > 0', exactly('rule')],
  ['max by (volume) (label_replace(x, "volume", "$1", "pvc", "(.*)"))', exactly('volume')],
  ['label_replace(sum by (pvc) (x), "volume", "$1", "pvc", "(.*)")', exactly('pvc', 'volume')],
  ['histogram_quantile(0.95, sum by (le, pod) (rate(x_bucket[5m]))) > 1', exactly('pod')],
  ['1 - sum by (pod) (x)', exactly('pod')],
  ['(sum by (pod) (x) or vector(0)) and on () y', exactly('pod')],
  ['time() - max(x)', exactly()],
  ['fraiseql_dependency_up', { names: ['dependency'], target: true }],
  ['sum without (pod) (fraiseql_dependency_up)', { names: ['dependency'], target: true }],
  ['60', 'number'],
  ['topk(5, sum by (pod) (x))', exactly('pod')],
  ['quantile_over_time(0.9, sum by (pod) (x)[1h:])', exactly('pod')],
  ['sum by (pod) (x) or sum by (job) (x)', exactly('pod', 'job')],
  ['sum by (pod) (x) * on (pod) group_left (node) sum by (pod, node) (y)', exactly('pod', 'node')],
  ['sum by (pod, node) (y) * on (pod) group_right (node) sum by (pod) (x)', exactly('pod', 'node')],
  ['sum by (pod) (x) * on (pod) group_left sum by (pod, node) (y)', exactly('pod')],
  ["label_join(sum by (pod) (x), 'both', '-', 'pod', 'pod')", exactly('pod', 'both')],
])('%s', (expr, labels) => {
  expect(labelsOf(expr)).toEqual(labels);
});
