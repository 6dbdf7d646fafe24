import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

const say = (part: string, whole: string) => [
  `divides ${part} by ${whole}, which match no series. Aggregate both sides by the same labels.`,
];

test.each([
  'sum(rate(fraiseql_query_errors_total[5m])) / sum(rate(fraiseql_queries_total[5m])) > 0.1',
  'sum by (pod) (a) / sum by (pod) (b) > 0.1',
  'fraiseql_db_connections_active / fraiseql_db_connections_max > 0.9',
  'sum by (pod) (a) / on (pod) group_left () b > 1',
  'sum(a) / 60 > 1',
])('takes %s', (expr) => {
  expect(judge('ratio-sides-alike', alert, { expr })).toEqual([]);
});

test('refuses counters with different labels', () => {
  const expr = 'rate(fraiseql_query_errors_total[5m]) / rate(fraiseql_queries_total[5m]) > 0.1';
  expect(judge('ratio-sides-alike', alert, { expr })).toEqual(
    say('values by error_type, the target', 'values by status, the target'),
  );
});

test('refuses one side that is aggregated and one that is not', () => {
  const expr = 'sum(rate(fraiseql_query_errors_total[5m])) / rate(fraiseql_queries_total[5m]) > 0.1';
  expect(judge('ratio-sides-alike', alert, { expr })).toEqual(
    say('a value without labels', 'values by status, the target'),
  );
});

test('refuses sides that are aggregated differently', () => {
  const expr = 'sum by (pod) (a) / (sum by (pod, container) (b) or vector(0)) > 0.1';
  expect(judge('ratio-sides-alike', alert, { expr })).toEqual(
    say('values by pod', 'values by pod, container'),
  );
});
