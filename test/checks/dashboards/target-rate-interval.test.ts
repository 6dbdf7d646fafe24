import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings, ofQuery } from './judge.ts';

test.each([
  'sum(rate(x_total[$__rate_interval]))',
  'sum(irate(x_total[ ${__rate_interval} ] offset 1d))',
  'sum(increase(x_total[$__rate_interval]))',
  'max_over_time(sum(rate(x_total[$__rate_interval]))[1h:])',
  'max(last_over_time(x[2m]))',
])('takes %s', (expr) => {
  expect(ofQuery('target-rate-interval', expr)).toEqual([]);
});

test.each([
  ['sum(rate(x_total[5m]))', '5m by rate'],
  ['sum(irate(x_total[$__interval]))', '$__interval by irate'],
  ['sum(increase(x_total[1h] offset 1d))', '1h by increase'],
  ['sum(rate(x_total[$__range]))', '$__range by rate'],
  ['rate(x[1h:1m])', '1h by rate'],
])('refuses %s', (expr, looks) => {
  expect(ofQuery('target-rate-interval', expr)).toEqual([
    `Queries by status/A: looks back ${looks}, however far its points are apart. Use [$__rate_interval].`,
  ]);
});

test('takes the whole range in a query of this moment', () => {
  expect(ofQuery('target-rate-interval', 'sum(increase(x_total[$__range]))', { instant: true })).toEqual([]);
});

const latency = (window: string) =>
  findings(
    'target-rate-interval',
    bend({
      'panels[1].targets[0].expr': `histogram_quantile(0.95, sum by (le) (rate(fraiseql_query_duration_seconds_bucket[${window}])))`,
    }),
  );

test('takes the window of the alert that a panel draws, and no other', () => {
  expect(latency('5m')).toEqual([]);
  expect(latency('10m')).toEqual([
    'Time to answer/A: looks back 10m by rate, however far its points are apart. Use [$__rate_interval].',
  ]);
});
