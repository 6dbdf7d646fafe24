import { publishedMetrics as m } from '../metrics/published.ts';
import type { Bench } from './bench.ts';
import { shareOf, type Life, type ReplicaProps } from './replica.ts';

/** One replica of the server published as v2.15, which shows less: returns what makes it work its share. */
export function publishedReplica(bench: Bench, props: ReplicaProps): Life {
  const { chance } = bench;
  const [all, failed] = [bench.counter(m.queries), bench.counter(m.queryErrors)];
  const took = bench.histogram(m.queryDuration, { operation: 'query' });
  const requests = bench.counter(m.httpRequests);
  const [good, bad, late] = [m.responses2xx, m.responses4xx, m.responses5xx].map((metric) =>
    bench.counter(metric),
  );
  const pool = poolOf(bench, props);
  return (moment, seconds, conditions) => {
    const expected = shareOf(conditions.queriesPerMinute, seconds, conditions);
    const answered = took.observe(expected, conditions.latency.query, chance);
    const timedOut = chance.events(answered * conditions.timedOutShare);
    const broken = chance.events(answered * (conditions.failedShare - conditions.timedOutShare));
    const refused = chance.events(shareOf(conditions.rateLimitedPerMinute, seconds, conditions));
    all.add(answered);
    failed.add(timedOut + broken);
    requests.add(answered + refused);
    good?.add(answered - timedOut);
    bad?.add(refused);
    late?.add(timedOut);
    pool(moment, seconds, conditions);
  };
}

function poolOf(bench: Bench, { index, pools }: ReplicaProps): Life {
  const max = pools[index] ?? 0;
  const [active, idle] = [bench.gauge(m.poolActive), bench.gauge(m.poolIdle)];
  const waiting = bench.gauge(m.poolWaiting);
  return (_, __, { answering, connectionsActive, connectionsIdle, connectionsWaiting }) => {
    const wanted = connectionsActive / answering + 2 * (bench.chance.draw() - 0.5);
    active.now = Math.round(Math.min(max, Math.max(0, wanted)));
    idle.now = Math.min(max - active.now, Math.round(connectionsIdle / answering));
    waiting.now = Math.round(connectionsWaiting / answering);
  };
}
