import { contractMetrics as m } from '../../src/metrics/contract.ts';
import type { Bench } from './bench.ts';
import { minute } from './clock.ts';
import * as script from './script.ts';

/** Work of one kind in the seconds before a moment, of which so many queries are expected or were answered. */
type Work = (moment: number, seconds: number, queries: Queries) => void;

interface Queries {
  readonly answered: number;
  readonly timedOut: number;
}

/** The replicas, as Kubernetes names them. */
export const pods = [
  'fraiseql-api-7c9d5b8f6d-4kq2x',
  'fraiseql-api-7c9d5b8f6d-9xw7p',
  'fraiseql-api-7c9d5b8f6d-h6t8m',
] as const;

/** Shares of queries by operation. */
const operations = { query: 0.85, mutation: 0.15 } as const;

/** One replica of the service, by the metrics contract: returns what makes it work its share for some seconds. */
export function replica(bench: Bench, index: number): (moment: number, seconds: number) => void {
  const answer = queries(bench);
  const rest = [
    traffic(bench),
    complexity(bench),
    database(bench),
    apiKeys(bench),
    cache(bench),
    anomalies(bench, index),
    gauges(bench, index),
  ];
  return (moment, seconds) => {
    const expected = ((script.queriesPerMinute(moment) / minute) * seconds) / script.pools.max.length;
    const answers = answer(moment, expected);
    for (const work of rest) work(moment, seconds, answers);
  };
}

/** Answers queries, some of which fail. */
function queries(bench: Bench): (moment: number, expected: number) => Queries {
  const { chance } = bench;
  const counted = (status: string) => bench.counter(m.queries, { status });
  const wrong = (kind: string) => bench.counter(m.queryErrors, { error_type: kind });
  const [succeeded, failed, timeout, other] = [
    counted('success'),
    counted('error'),
    wrong('timeout'),
    wrong('database'),
  ];
  const timings = Object.entries(operations).map(([operation, share]) => ({
    share,
    took: bench.histogram(m.queryDuration, { operation }),
  }));
  return (moment, expected) => {
    const latency = script.latencyAt('query', moment);
    const seen = timings.map(({ share, took }) => took.observe(expected * share, latency, chance));
    const answered = seen.reduce((sum, count) => sum + count, 0);
    const timedOut = chance.events(answered * script.timedOutShare(moment));
    const broken = chance.events(answered * (script.failedShare(moment) - script.timedOutShare(moment)));
    succeeded.add(answered - timedOut - broken);
    failed.add(timedOut + broken);
    timeout.add(timedOut);
    other.add(broken);
    return { answered, timedOut };
  };
}

/** HTTP: a request for each query, of which those that time out get 503; and health checks and bad requests. */
function traffic(bench: Bench): Work {
  const counted = (method: string, status: string) => bench.counter(m.httpRequests, { method, status });
  const [good, late, health, bad] = [
    counted('POST', '200'),
    counted('POST', '503'),
    counted('GET', '200'),
    counted('POST', '400'),
  ];
  const bytes = bench.counter(m.httpRequestSize, { method: 'POST' });
  const took = bench.histogram(m.httpDuration, { method: 'POST' });
  return (moment, seconds, { answered, timedOut }) => {
    good.add(answered - timedOut);
    late.add(timedOut);
    health.add(seconds / 5);
    bad.add(bench.chance.events(answered * script.badRequestShare));
    bytes.add(answered * 640);
    took.observe(answered, script.latencyAt('query', moment), bench.chance);
  };
}

function complexity(bench: Bench): Work {
  const scores = bench.histogram(m.queryComplexity);
  return (_, __, { answered }) => {
    scores.observe(answered, { quick: 12, slow: 120, slowShare: 0.05 }, bench.chance);
  };
}

function database(bench: Bench): Work {
  const sent = bench.counter(m.dbQueries);
  const took = bench.histogram(m.dbQueryDuration);
  return (moment, _, { answered }) => {
    const expected = answered * script.databaseQueriesPerQuery;
    sent.add(took.observe(expected, script.latencyAt('database', moment), bench.chance));
  };
}

function apiKeys(bench: Bench): Work {
  const checked = (status: string) => bench.counter(m.apiKeyValidations, { status });
  const [good, bad] = [checked('success'), checked('failure')];
  const refused = bench.counter(m.authFailures, { reason: 'expired' });
  const took = bench.histogram(m.apiKeyDuration);
  return (moment, seconds) => {
    const expected = ((script.keyChecksPerMinute(moment) / minute) * seconds) / script.pools.max.length;
    const checks = took.observe(expected, script.latencyAt('apiKey', moment), bench.chance);
    const refusals = Math.min(checks, bench.chance.events(checks * script.refusedShare));
    good.add(checks - refusals);
    bad.add(refusals);
    refused.add(refusals);
  };
}

function cache(bench: Bench): Work {
  const [hits, misses] = [bench.counter(m.cacheHits), bench.counter(m.cacheMisses)];
  const evictions = bench.counter(m.cacheEvictions);
  return (moment, _, { answered }) => {
    const missed = Math.min(answered, bench.chance.events(answered * (1 - script.cacheHitShare(moment))));
    hits.add(answered - missed);
    misses.add(missed);
    evictions.add(Math.floor(missed / 4));
  };
}

/** Anomalies that this replica sees, its passes of detection, and no rate limit at all. */
function anomalies(bench: Bench, index: number): Work {
  const mine = script.anomalies.filter((_, at) => at % script.pools.max.length === index);
  const seen = script.anomalies.map(({ rule }) => ({
    rule,
    counter: bench.counter(m.anomalies, { rule }, 3),
  }));
  const passes = bench.histogram(m.anomalyDuration);
  bench.counter(m.rateLimited, { tier: 'free' }, 7);
  return (moment, seconds) => {
    const now = mine.filter((anomaly) => anomaly.moment > moment - seconds && anomaly.moment <= moment);
    for (const { rule, counter } of seen) counter.add(now.filter((anomaly) => anomaly.rule === rule).length);
    passes.observe(seconds / 10, { quick: 0.004, slow: 0.03, slowShare: 0.02 }, bench.chance);
  };
}

function gauges(bench: Bench, index: number): Work {
  const max = script.pools.max[index] ?? 0;
  const part = max / script.pools.max.reduce((sum, one) => sum + one, 0);
  const [active, idle] = [bench.gauge(m.dbConnectionsActive), bench.gauge(m.dbConnectionsIdle)];
  const waiting = bench.gauge(m.dbConnectionsWaiting);
  const uptime = bench.gauge(m.uptime);
  const reachesDatabase = bench.gauge(m.dependencyUp, { dependency: 'database' });
  for (const dependency of ['elasticsearch', 'redis', 'kms']) bench.gauge(m.dependencyUp, { dependency }, 1);
  bench.gauge(m.dbConnectionsMax, {}, max);
  bench.gauge(m.apiKeysActive, {}, script.apiKeysActive);
  bench.gauge(m.buildInfo, { version: '2.0.0' }, 1);
  const draw = () => bench.chance.draw() - 0.5;
  return (moment, seconds) => {
    const wanted = script.connectionsActive(moment) * part + 2 * draw();
    active.now = Math.round(Math.min(max, Math.max(0, wanted)));
    idle.now = Math.min(max - active.now, Math.round(script.pools.idle * part));
    waiting.now = Math.round(Math.max(0, script.connectionsWaiting(moment) * part * (1 + draw() / 4)));
    uptime.now = (uptime.now ?? 0) + seconds;
    reachesDatabase.now = moment >= script.healthFails.from && moment < script.healthFails.to ? 0 : 1;
  };
}
