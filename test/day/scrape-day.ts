import { Bench } from '../../src/simulator/bench.ts';
import { cluster, container } from '../../src/simulator/cluster.ts';
import { elsewhere } from '../../src/metrics/elsewhere.ts';
import { Registry, type Labels } from '../../src/simulator/registry.ts';
import { replica } from '../../src/simulator/replica.ts';
import { moments, scrape, type Span } from './clock.ts';
import * as script from './script.ts';

/** One series: its value at each scrape, or nothing where it was not there. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly values: readonly (number | undefined)[];
}

/** Series that were scraped at the same moments. */
export interface Scraped {
  readonly moments: readonly number[];
  readonly series: readonly Series[];
}

/** How long the replicas have run when the day begins. */
const upFor = 5 * 24 * 3600;

/** The replicas, as Kubernetes names them. */
const pods = [
  'fraiseql-api-7c9d5b8f6d-4kq2x',
  'fraiseql-api-7c9d5b8f6d-9xw7p',
  'fraiseql-api-7c9d5b8f6d-h6t8m',
] as const;

/** Scrapes the scripted day. The same numbers come out on every run, whatever span is asked for at the same beginning. */
export function scrapeDay(span: Span): Scraped {
  const registry = new Registry();
  const live = everything(registry, span.from - scrape);
  const times = moments(span, scrape);
  const seen = new Map<object, (number | undefined)[]>();
  live(span.from - scrape, upFor);
  times.forEach((moment, index) => {
    live(moment, scrape);
    for (const reading of registry.readings) {
      const values = seen.get(reading) ?? times.map(() => undefined);
      values[index] = reading.now;
      seen.set(reading, values);
    }
  });
  const series = registry.readings.map((reading) => ({ ...reading, values: seen.get(reading) ?? [] }));
  return { moments: times, series };
}

/** The replicas, their containers, and what stands beside them. */
function everything(registry: Registry, since: number): (moment: number, seconds: number) => void {
  const of = (labels: Labels) => new Bench(registry, labels);
  const rules = script.anomalies.map(({ rule }) => rule);
  const already = { anomalies: 3, rateLimited: 7 };
  const replicas = pods.map((pod, index) =>
    replica(of(targetOf(pod, index)), { index, pools: script.pools.max, rules, already }),
  );
  const containers = pods.map((pod) => container(of({ namespace, pod, container: 'fraiseql' }), 40_000));
  for (const pod of pods) of({ job: 'fraiseql', namespace, pod }).gauge(elsewhere.up, {}, 1);
  const parts = [...replicas, ...containers, cluster(of, script.calendar(since))];
  return (moment, seconds) => {
    const conditions = script.conditionsAt(moment, seconds);
    for (const part of parts) part(moment, seconds, conditions);
  };
}

const namespace = 'fraiseql';

const targetOf = (pod: string, index: number) => ({
  job: 'fraiseql',
  namespace,
  service: 'fraiseql-api',
  container: 'fraiseql',
  endpoint: 'metrics',
  instance: `10.42.${String(index)}.17:9090`,
  pod,
});
