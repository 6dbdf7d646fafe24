import { expect, test } from 'vitest';
import { ofQuery } from './judge.ts';

test.each([
  'sum(rate(foo_total[$__rate_interval]))',
  'sum(increase({__name__="foo_total"}[$__range]))',
  'sum(irate(foo_total[$__rate_interval] offset 1h))',
  'sum(resets(foo_total[$__range]))',
  'absent(foo_total)',
  'count(foo_total)',
  'max(foo_seconds)',
  'sum(foo_seconds and on () foo_total)',
  'sum(foo_total unless last_over_time(foo_total[1h] offset 5m) or increase(foo_total[$__rate_interval]))',
])('takes %s', (expr) => {
  expect(ofQuery('target-counter-agg', expr)).toEqual([]);
});

test.each([
  ['sum(foo_total)', 'foo_total'],
  ['sum(foo_total{a="b"})', 'foo_total{a="b"}'],
  ['{__name__="foo_total", a="b"}', '{__name__="foo_total", a="b"}'],
  ['rate(sum(foo_total)[5m:])', 'foo_total'],
  ['max(last_over_time(foo_total[5m]))', 'foo_total'],
  ['foo_total unless bar', 'foo_total'],
  ['foo_total unless last_over_time(bar_total[1h] offset 5m)', 'foo_total'],
  ['max(fraiseql_graphql_queries_error)', 'fraiseql_graphql_queries_error'],
  ['sum(fraiseql_query_duration_seconds_count)', 'fraiseql_query_duration_seconds_count'],
])('refuses %s', (expr, counter) => {
  expect(ofQuery('target-counter-agg', expr)).toEqual([
    `Queries by status/A: takes the counter ${counter} as it is, which falls with every restart. Use rate(${counter}[$__rate_interval]).`,
  ]);
});
