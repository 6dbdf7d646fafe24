import { describe, expect, test } from 'vitest';
import { ofQuery } from './judge.ts';

const said = (check: string, expr: string, legendFormat?: string, target: object = {}) =>
  ofQuery(check, expr, { legendFormat, ...target }).map((line) => line.replace('Queries by status/A: ', ''));

describe('legend-set', () => {
  test.each([
    ['sum(x)', undefined],
    ['time() - max(x)', ''],
    ['1', undefined],
    ['sum by (pod) (x)', '{{pod}}'],
    ['x', 'of {{ instance }}'],
    [
      'slo:current_burn_rate:ratio{environment="a", namespace="b", service="c", sloth_id="d", sloth_service="e", sloth_slo="f"}',
      'Burn rate',
    ],
  ])('takes %s as %s', (expr, legend) => {
    expect(said('legend-set', expr, legend)).toEqual([]);
  });

  test.each([
    ['topk(3, sum by (pod) (x))', undefined, 'has no legend. Its series differ by pod: write {{pod}}.'],
    ['sum by (pod) (x)', '{}', 'has no legend. Its series differ by pod: write {{pod}}.'],
    [
      'sum by (b, a) (x)',
      'All',
      "can give several series, and calls each 'All'. Its series differ by a, b: write {{a}}.",
    ],
    ['sum(x)', '__auto', 'has the legend __auto, which is whatever Grafana makes of the labels. Write one.'],
  ])('refuses %s as %s', (expr, legend, message) => {
    expect(said('legend-set', expr, legend)).toEqual([message]);
  });

  test('asks no legend of a table', () => {
    expect(said('legend-set', 'sum by (pod) (x)', undefined, { format: 'table' })).toEqual([]);
  });
});

describe('legend-labels-exist', () => {
  test.each([
    ['sum by (pod) (x)', '{{pod}} {{ pod }}'],
    ['fraiseql_queries_total', '{{status}} {{instance}} {{__name__}}'],
    ['sum by (pod) (x) * on (pod) group_left (node) y', '{{node}}'],
    ['label_replace(sum(x), "what", "all", "", "")', '{{what}}'],
    ['sum by (pod) (x) or sum by (job) (x)', '{{pod}}{{job}}'],
  ])('takes %s as %s', (expr, legend) => {
    expect(said('legend-labels-exist', expr, legend)).toEqual([]);
  });

  test.each([
    ['sum(x)', '{{pod}}', 'pod', 'none'],
    ['1', '{{pod}}', 'pod', 'none'],
    ['sum by (pod, job) (x)', '{{pods}}', 'pods', 'job, pod'],
  ])('refuses %s as %s', (expr, legend, label, has) => {
    expect(said('legend-labels-exist', expr, legend)).toEqual([
      `names the label '${label}', which its result does not have. It can have ${has}.`,
    ]);
  });
});
