import { expect, test } from 'vitest';
import { ofQuery } from './judge.ts';

test.each([
  'sum(foo{job=~"$job"})',
  'sum(foo{job=~"${job}"}) / sum(bar{a="b", job=~"${job:regex}"})',
  'max(kube_pod_container_resource_limits{namespace="fraiseql"})',
  'max(slo:current_burn_rate:ratio{sloth_id="fraiseql-api-errors"})',
])('takes %s', (expr) => {
  expect(ofQuery('target-job', expr)).toEqual([]);
});

test.each([
  'foo',
  'foo{job="$job"}',
  'foo{job=~"fraiseql"}',
  'foo{job=~"$jobs"}',
  'foo{job=~"$job.*"}',
  'foo{job!~"$job"}',
  'foo{instance=~"$job"}',
])('refuses %s', (expr) => {
  expect(ofQuery('target-job', `sum(${expr})`)).toEqual([
    `Queries by status/A: selects ${expr}, whatever job is chosen. Add job=~"$job".`,
  ]);
});

test('says the same of a query once', () => {
  expect(ofQuery('target-job', 'sum(foo) / sum(foo)')).toHaveLength(1);
});
