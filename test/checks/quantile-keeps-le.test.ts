import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

const buckets = 'rate(fraiseql_query_duration_seconds_bucket[5m])';

test.each([
  `histogram_quantile(0.95, sum by (le) (${buckets})) > 1`,
  `histogram_quantile(0.95, ${buckets}) > 1`,
])('takes %s', (expr) => {
  expect(judge('quantile-keeps-le', alert, { expr })).toEqual([]);
});

test.each([`sum(${buckets})`, `sum by (pod) (${buckets})`, 'rate(fraiseql_query_duration_seconds[5m])'])(
  'refuses a quantile of %s',
  (of) => {
    expect(judge('quantile-keeps-le', alert, { expr: `histogram_quantile(0.95, ${of}) > 1` })).toEqual([
      `takes a quantile of '${of}', which has no 'le'. Use sum by (le) (rate(…_bucket[…])).`,
    ]);
  },
);
