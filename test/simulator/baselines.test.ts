import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractMetrics as m } from '../../src/metrics/contract.ts';
import { elsewhere } from '../../src/metrics/elsewhere.ts';
import { dayLong, hour, minute } from '../../src/simulator/time.ts';
import { writeHistory } from '../../src/simulator/history/write.ts';
import { Prometheus } from '../day/prometheus.ts';
import { tool } from '../tool.ts';
import { moment, nobody, story } from './good.ts';

/** What a real Prometheus says of a simulated day that promtool put into its storage: the baselines of production, early in March 2026. */
const until = moment('2026-03-11T00:00:00Z');
/** Windows of four hours are full from the fifth hour on; the quietest comes after that. */
const day = { from: until - dayLong + 4 * hour, to: until, step: 10 * minute };

const folder = mkdtempSync(join(tmpdir(), 'simulated-day-'));
let prometheus: Prometheus | undefined;

beforeAll(async () => {
  const file = join(folder, 'history.om');
  await writeHistory(file, { ...story, from: until - dayLong, until }, nobody);
  mkdirSync(join(folder, 'data'));
  const from = ['tsdb', 'create-blocks-from', '--max-block-duration=54h', '-q', 'openmetrics'];
  const { code, output } = await tool('promtool', [...from, file, join(folder, 'data')]);
  expect({ code, output }).toEqual({ code: 0, output: '' });
  prometheus = await Prometheus.start(folder);
}, 120_000);

afterAll(async () => {
  await prometheus?.stop();
  rmSync(folder, { recursive: true });
});

const asked = (): Prometheus => prometheus ?? expect.fail('Prometheus does not run.');

/** The values of an expression in every ten minutes of the day. */
async function valuesOf(expr: string): Promise<number[]> {
  const found = await asked().range(expr, day);
  expect(found).toHaveLength(1);
  return (found[0]?.values ?? []).map(([, value]) => Number(value));
}

const quantile = (share: number, { name }: { name: string }) =>
  `1000 * histogram_quantile(${String(share)}, sum by (le) (rate(${name}_bucket[1h])))`;

const queriesPerMinute = `60 * sum(rate(${m.queries.name}[10m]))`;

test.each([
  ['queries a minute', queriesPerMinute, 480, 2250],
  ['P50 of a query, in milliseconds', quantile(0.5, m.queryDuration), 15, 25],
  ['P95 of a query', quantile(0.95, m.queryDuration), 45, 85],
  ['P99 of a query', quantile(0.99, m.queryDuration), 150, 280],
  [
    'failed queries of an hour, in percent',
    `100 * sum(rate(${m.queryErrors.name}[1h])) / sum(rate(${m.queries.name}[1h]))`,
    0.005,
    0.08,
  ],
  ['checks of API keys a minute', `60 * sum(rate(${m.apiKeyValidations.name}[30m]))`, 45, 205],
  [
    'checks that succeed, in percent',
    `100 * sum(rate(${m.apiKeyValidations.name}{status="success"}[4h])) / sum(rate(${m.apiKeyValidations.name}[4h]))`,
    99.5,
    99.9,
  ],
  [
    'mean time of a check, in milliseconds',
    `1000 * sum(rate(${m.apiKeyDuration.name}_sum[1h])) / sum(rate(${m.apiKeyDuration.name}_count[1h]))`,
    15,
    30,
  ],
  ['connections in use', `sum(avg_over_time(${m.dbConnectionsActive.name}[10m]))`, 9, 35],
  ['connections allowed', `sum(${m.dbConnectionsMax.name})`, 100, 100],
  ['median of a database query, in milliseconds', quantile(0.5, m.dbQueryDuration), 5, 20],
  ['valid API keys', `max(${m.apiKeysActive.name})`, 487, 537],
  ['size of the database, in GB', `max(${elsewhere.databaseSize.name}) / 1e9`, 50, 60],
  ['replicas that answer', `sum(${elsewhere.up.name}{job="fraiseql"})`, 3, 6],
])('%s', async (_, expr, least, most) => {
  const values = await valuesOf(expr);
  expect(values).toHaveLength(121);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(least);
  expect(Math.max(...values)).toBeLessThanOrEqual(most);
});

/** The value of an expression at the end of the day. */
async function atTheEnd(expr: string): Promise<number> {
  const [found] = await asked().instant(expr, until);
  return Number(found?.values[0]?.[1]);
}

test('0.02 % of the queries of the day fail', async () => {
  const share = await atTheEnd(
    `100 * sum(increase(${m.queryErrors.name}[1d])) / sum(increase(${m.queries.name}[1d]))`,
  );
  expect(share).toBeGreaterThan(0.017);
  expect(share).toBeLessThan(0.024);
});

test('the day has a peak, and it is where it belongs', async () => {
  const values = await valuesOf(queriesPerMinute);
  const peak = values.indexOf(Math.max(...values));
  expect(values[peak]).toBeGreaterThan(1800);
  // 12:28, in the tenth of minutes that ends at 12:30.
  expect(Math.abs(peak - 51)).toBeLessThanOrEqual(1);
});

test('two or three anomalies are seen', async () => {
  const seen = Math.round(await atTheEnd(`sum(increase(${m.anomalies.name}[1d]))`));
  expect([2, 3]).toContain(seen);
});

test('every scrape is there, of every replica, through the release of the night', async () => {
  expect(await atTheEnd(`sum(count_over_time(${elsewhere.up.name}{job="fraiseql"}[1d]))`)).toBe(3 * 2880);
  expect(await atTheEnd(`count(count_over_time(${elsewhere.up.name}{job="fraiseql"}[1d]))`)).toBe(6);
});
