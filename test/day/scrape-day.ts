import { Bench } from './bench.ts';
import { moments, scrape, type Span } from './clock.ts';
import { cluster } from './cluster.ts';
import { Registry, type Series } from './registry.ts';
import { pods, replica } from './replica.ts';

/** Series that were scraped at the same moments. */
export interface Scraped {
  readonly moments: readonly number[];
  readonly series: readonly Series[];
}

/** How long the replicas have run when the day begins. */
const upFor = 5 * 24 * 3600;

/** Scrapes the scripted day. The same numbers come out on every run, whatever span is asked for at the same beginning. */
export function scrapeDay(span: Span): Scraped {
  const registry = new Registry();
  const replicas = pods.map((pod, index) => replica(new Bench(registry, targetOf(pod, index)), index));
  const move = cluster(registry);
  const live = (moment: number, seconds: number) => {
    for (const work of replicas) work(moment, seconds);
    move(moment, seconds);
  };
  const times = moments(span, scrape);
  live(span.from - scrape, upFor);
  for (const moment of times) {
    live(moment, scrape);
    registry.scrape();
  }
  return { moments: times, series: registry.series };
}

const targetOf = (pod: string, index: number) => ({
  job: 'fraiseql',
  namespace: 'fraiseql',
  service: 'fraiseql-api',
  container: 'fraiseql',
  endpoint: 'metrics',
  instance: `10.42.${String(index)}.17:9090`,
  pod,
});
