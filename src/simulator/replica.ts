import { contractMetrics as m } from '../metrics/contract.ts';
import type { Bench } from './bench.ts';
import { dependencies, type Conditions } from './conditions.ts';
import type { Counter } from './registry.ts';
import { minute } from './time.ts';

/** Which of the replicas one is. */
export interface ReplicaProps {
  /** From 0. */
  readonly index: number;
  /** How many connections each replica may open. */
  readonly pools: readonly number[];
  /** Rules of the anomaly detection. */
  readonly rules: readonly string[];
  /** What was counted before. @default - nothing */
  readonly already?: { readonly anomalies: number; readonly rateLimited: number };
}

/** Makes a process work for some seconds, up to a moment. */
export type Life = (moment: number, seconds: number, conditions: Conditions) => void;

/** Work of one kind in a few seconds, in which so many queries were answered. */
type Work = (conditions: Conditions, seconds: number, queries: Queries) => void;

interface Queries {
  readonly answered: number;
  readonly timedOut: number;
}

/** Shares of queries by operation. */
const operations = { query: 0.85, mutation: 0.15 } as const;

/** Requests that are no valid query, for each that is. */
const badRequestShare = 0.004;

const databaseQueriesPerQuery = 2;

/** One replica of the service, by the metrics contract: returns what makes it work its share. */
export function replica(bench: Bench, props: ReplicaProps): Life {
  const answer = queries(bench);
  const rest = [
    traffic(bench),
    complexity(bench),
    database(bench),
    apiKeys(bench),
    cache(bench),
    anomalies(bench, props),
    gauges(bench, props),
  ];
  return (_, seconds, conditions) => {
    const answers = answer(conditions, shareOf(conditions.queriesPerMinute, seconds, conditions));
    for (const work of rest) work(conditions, seconds, answers);
  };
}

/** What one of the replicas that answer gets of something in some seconds. */
export const shareOf = (perMinute: number, seconds: number, { answering }: Conditions): number =>
  ((perMinute / minute) * seconds) / answering;

/** Answers queries, some of which fail. */
function queries(bench: Bench): (conditions: Conditions, expected: number) => Queries {
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
  return ({ latency, failedShare, timedOutShare }, expected) => {
    const seen = timings.map(({ share, took }) => took.observe(expected * share, latency.query, chance));
    const answered = seen.reduce((sum, count) => sum + count, 0);
    const timedOut = chance.events(answered * timedOutShare);
    const broken = chance.events(answered * (failedShare - timedOutShare));
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
  return ({ latency }, seconds, { answered, timedOut }) => {
    good.add(answered - timedOut);
    late.add(timedOut);
    health.add(seconds / 5);
    bad.add(bench.chance.events(answered * badRequestShare));
    bytes.add(answered * 640);
    took.observe(answered, latency.query, bench.chance);
  };
}

const complexities = { quick: 12, slow: 120, slowShare: 0.05 } as const;

function complexity(bench: Bench): Work {
  const scores = bench.histogram(m.queryComplexity);
  return (_, __, { answered }) => {
    scores.observe(answered, complexities, bench.chance);
  };
}

function database(bench: Bench): Work {
  const sent = bench.counter(m.dbQueries);
  const took = bench.histogram(m.dbQueryDuration);
  return ({ latency }, _, { answered }) => {
    sent.add(took.observe(answered * databaseQueriesPerQuery, latency.database, bench.chance));
  };
}

function apiKeys(bench: Bench): Work {
  const checked = (status: string) => bench.counter(m.apiKeyValidations, { status });
  const [good, bad] = [checked('success'), checked('failure')];
  const refused = bench.counter(m.authFailures, { reason: 'expired' });
  const took = bench.histogram(m.apiKeyDuration);
  return (conditions, seconds) => {
    const expected = shareOf(conditions.keyChecksPerMinute, seconds, conditions);
    const checks = took.observe(expected, conditions.latency.apiKey, bench.chance);
    const refusals = Math.min(checks, bench.chance.events(checks * conditions.refusedShare));
    good.add(checks - refusals);
    bad.add(refusals);
    refused.add(refusals);
  };
}

function cache(bench: Bench): Work {
  const [hits, misses] = [bench.counter(m.cacheHits), bench.counter(m.cacheMisses)];
  const evictions = bench.counter(m.cacheEvictions);
  return ({ cacheHitShare }, _, { answered }) => {
    const missed = Math.min(answered, bench.chance.events(answered * (1 - cacheHitShare)));
    hits.add(answered - missed);
    misses.add(missed);
    evictions.add(Math.floor(missed / 4));
  };
}

const detection = { quick: 0.004, slow: 0.03, slowShare: 0.02 } as const;

/** Anomalies that this replica sees, its passes of detection, and requests that its rate limit refuses. */
function anomalies(bench: Bench, { index, rules, already }: ReplicaProps): Work {
  const counters = new Map<string, Counter>();
  for (const rule of rules) counters.set(rule, bench.counter(m.anomalies, { rule }, already?.anomalies));
  const passes = bench.histogram(m.anomalyDuration);
  const limited = bench.counter(m.rateLimited, { tier: 'free' }, already?.rateLimited);
  return (conditions, seconds) => {
    for (const { rule } of conditions.anomalies.filter(({ replica }) => replica === index))
      counters.get(rule)?.add(1);
    passes.observe(seconds / 10, detection, bench.chance);
    limited.add(bench.chance.events(shareOf(conditions.rateLimitedPerMinute, seconds, conditions)));
  };
}

function gauges(bench: Bench, props: ReplicaProps): Work {
  const connections = pool(bench, props);
  const uptime = bench.gauge(m.uptime);
  const reached = dependencies.map((dependency) => ({
    dependency,
    up: bench.gauge(m.dependencyUp, { dependency }),
  }));
  const keys = bench.gauge(m.apiKeysActive);
  bench.gauge(m.buildInfo, { version: '2.0.0' }, 1);
  return (conditions, seconds, queries) => {
    connections(conditions, seconds, queries);
    uptime.now = (uptime.now ?? 0) + seconds;
    keys.now = conditions.apiKeysActive;
    for (const { dependency, up } of reached) up.now = conditions.unreachable.includes(dependency) ? 0 : 1;
  };
}

/** Its part of the connections: more where other replicas do not answer. */
function pool(bench: Bench, { index, pools }: ReplicaProps): Work {
  const max = pools[index] ?? 0;
  const part = max / pools.reduce((sum, one) => sum + one, 0);
  const [active, idle] = [bench.gauge(m.dbConnectionsActive), bench.gauge(m.dbConnectionsIdle)];
  const waiting = bench.gauge(m.dbConnectionsWaiting);
  bench.gauge(m.dbConnectionsMax, {}, max);
  const draw = () => bench.chance.draw() - 0.5;
  return ({ answering, connectionsActive, connectionsIdle, connectionsWaiting }) => {
    const mine = part * (pools.length / answering);
    const wanted = connectionsActive * mine + 2 * draw();
    active.now = Math.round(Math.min(max, Math.max(0, wanted)));
    idle.now = Math.min(max - active.now, Math.round(connectionsIdle * mine));
    waiting.now = Math.round(Math.max(0, connectionsWaiting * mine * (1 + draw() / 4)));
  };
}
