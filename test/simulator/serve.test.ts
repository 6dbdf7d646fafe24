import { parseText } from './text.ts';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { instruments } from '../../src/metrics/instruments.ts';
import { publishedMetrics } from '../../src/metrics/published.ts';
import { scenarios } from '../../src/simulator/scenarios.ts';
import { serveSimulation, type Simulation, type SimulationProps } from '../../src/simulator/serve.ts';
import { moment } from './good.ts';

const noon = moment('2026-03-10T12:00:00Z');

/** The clock of these tests, in seconds since the epoch. */
let clock = noon;
let simulation: Simulation | undefined;

afterEach(async () => {
  await simulation?.stop();
  clock = noon;
});

/** A simulation that is served, whose clock stands still unless a test moves it. */
async function serving(props: Partial<SimulationProps> = {}): Promise<Simulation> {
  const now = () => new Date(clock * 1000);
  simulation = await serveSimulation({ host: '127.0.0.1', port: 0, seed: 1, now, ...props });
  return simulation;
}

/** Sends a request. `fetch` would not let a test say where it comes from. */
const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${simulation?.url ?? ''}${path}`, init);
  return { status: response.status, body: await response.text(), headers: response.headers };
};

/** The samples of a scrape, by series. */
const scraped = async (path: string) => parseText((await ask(path)).body);

test('a replica shows every metric of the contract, as prom-client would', async () => {
  await serving();
  const { body } = await ask('/metrics');
  const registry = new Registry();
  instruments(contractMetrics, registry);
  const heads = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .sort();
  expect(heads(body)).toEqual(heads(await registry.metrics()));
  expect((await ask('/replicas/1/metrics')).body).toBe(body);
  expect((await ask('/replicas/2/metrics')).body).not.toBe(body);
});

test('or every metric of the server published today', async () => {
  await serving({ binding: 'fraiseql-2.15' });
  const { body } = await ask('/metrics');
  for (const { name, type } of Object.values(publishedMetrics))
    expect(body).toContain(`# TYPE ${name} ${type}\n`);
});

test('its counters add up', async () => {
  await serving();
  const samples = await scraped('/metrics');
  const sum = (start: string) =>
    [...samples].reduce((all, [series, value]) => all + (series.startsWith(start) ? value : 0), 0);
  const queries = sum('fraiseql_queries_total');
  expect(queries).toBeGreaterThan(100_000);
  expect(sum('fraiseql_query_duration_seconds_count')).toBe(queries);
  expect(sum('fraiseql_query_errors_total')).toBe(samples.get('fraiseql_queries_total{status="error"}'));
  expect(samples.get('fraiseql_query_duration_seconds_bucket{operation="query",le="+Inf"}')).toBe(
    samples.get('fraiseql_query_duration_seconds_count{operation="query"}'),
  );
});

test('a fault begins by POST, shows, and ends by DELETE', async () => {
  const { current } = await serving();
  const failed = async () => (await scraped('/metrics')).get('fraiseql_queries_total{status="error"}') ?? 0;
  const before = await failed();
  expect((await ask('/scenarios/error-burst', { method: 'POST' })).status).toBe(200);
  expect(current()).toBe('error-burst');
  clock += 300;
  const during = await failed();
  expect(during - before).toBeGreaterThan(50);
  expect((await ask('/scenarios', { method: 'DELETE' })).status).toBe(200);
  expect(current()).toBeUndefined();
  clock += 300;
  expect((await failed()) - during).toBeLessThan(10);
});

test('a fault is over when its time is', async () => {
  const { current } = await serving({ scenario: 'outage' });
  clock += scenarios.outage.minutes * 60 - 1;
  expect(current()).toBe('outage');
  clock += 1;
  expect(current()).toBeUndefined();
});

test('in an outage nobody answers, at once, and counters begin anew after it', async () => {
  const { begin, end } = await serving();
  await ask('/metrics');
  begin('outage');
  for (const path of ['/metrics', '/replicas/3/metrics', '/health', '/health/live'])
    expect((await ask(path)).status).toBe(503);
  expect((await scraped('/elsewhere/metrics')).size).toBeGreaterThan(50);
  clock += 60;
  await ask('/metrics');
  expect(
    [...(await scraped('/elsewhere/metrics'))].filter(([series]) => series.startsWith('probe_success')),
  ).toEqual([
    ['probe_success{job="fraiseql-probes",probe="api-health",instance="https://api.fraiseql.com/health"}', 0],
  ]);
  end();
  clock += 10;
  expect((await scraped('/metrics')).get('fraiseql_uptime_seconds')).toBe(10);
});

test('one replica that is down leaves its work to the others', async () => {
  const { begin } = await serving();
  const answered = async () =>
    (await scraped('/replicas/2/metrics')).get('fraiseql_queries_total{status="success"}') ?? 0;
  const [early, late] = [await answered(), ((clock += 300), await answered())];
  begin('replica-down');
  expect((await ask('/replicas/1/metrics')).status).toBe(503);
  clock += 300;
  const share = ((await answered()) - late) / (late - early);
  expect(share).toBeGreaterThan(1.3);
});

test('health says what is reached', async () => {
  const { begin } = await serving();
  const { status, body } = await ask('/health');
  expect([status, JSON.parse(body)]).toEqual([
    200,
    {
      status: 'healthy',
      version: '2.0.0',
      timestamp: '2026-03-10T12:00:00.000Z',
      checks: {
        database: { status: 'healthy', latency_ms: 2.3 },
        elasticsearch: { status: 'healthy', latency_ms: 45 },
        redis: { status: 'healthy', latency_ms: 0.8 },
        kms: { status: 'healthy', latency_ms: 12 },
      },
    },
  ]);
  begin('dependency-down');
  const degraded = await ask('/health');
  expect(degraded.status).toBe(503);
  expect(JSON.parse(degraded.body)).toMatchObject({
    status: 'degraded',
    checks: { elasticsearch: { status: 'unhealthy', latency_ms: 2000, error: 'timeout' } },
  });
  // Queries do not need Elasticsearch, and a restart would not bring it back.
  expect([(await ask('/health/ready')).status, (await ask('/health/live')).status]).toEqual([200, 200]);
});

test('traffic may be faster than the clock, and timestamps stay those of the clock', async () => {
  await serving({ speed: 10 });
  const uptime = async () => (await scraped('/metrics')).get('fraiseql_uptime_seconds') ?? 0;
  const before = await uptime();
  clock += 60;
  expect((await uptime()) - before).toBe(600);
  const series = [...(await scraped('/elsewhere/metrics'))].find(([name]) =>
    name.startsWith('fraiseql_backup_recovery_point'),
  );
  expect(clock - (series?.[1] ?? 0)).toBeLessThan(20);
});

test.each([
  ['/scenarios/error-brust', "There is no scenario 'error-brust'. Did you mean 'error-burst'?"],
  ['/scenarios/constructor', "There is no scenario 'constructor'. There are: error-burst,"],
])('POST %s teaches', async (path, says) => {
  await serving();
  const { status, body } = await ask(path, { method: 'POST' });
  expect([status, (JSON.parse(body) as { error: string }).error]).toEqual([
    404,
    expect.stringContaining(says),
  ]);
});

test.each([
  ['/replicas/4/metrics', 404],
  ['/replicas/0/metrics', 404],
  ['/replicas/%E0/metrics', 404],
  ['/metrix', 404],
  ['/scenarios/outage', 405],
])('GET %s is %d', async (path, expected) => {
  await serving();
  expect((await ask(path)).status).toBe(expected);
});

test.each([
  ['a page of another site', { origin: 'http://evil.example' }],
  ['a page that hides where it comes from', { origin: 'null' }],
  ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
])('%s begins no fault', async (_, headers) => {
  const { current } = await serving();
  const { status } = await ask('/scenarios/outage', { method: 'POST', headers });
  expect([status, current()]).toEqual([403, undefined]);
});

test('every scenario is listed', async () => {
  await serving({ scenario: 'slow' });
  const list = JSON.parse((await ask('/scenarios')).body) as {
    current: string;
    scenarios: { name: string }[];
  };
  expect(list.current).toBe('slow');
  expect(list.scenarios.map(({ name }) => name)).toEqual(Object.keys(scenarios));
});
