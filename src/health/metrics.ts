import { Registry } from 'prom-client';
import { healthMetrics } from '../metrics/health.ts';
import { instruments } from '../metrics/instruments.ts';
import { isHealthy } from './kinds.ts';
import type { Scrape } from './listener.ts';
import type { Dependency } from './model.ts';
import type { Result, Standing } from './standing.ts';

/** What Prometheus reads of the checks. */
export interface Metrics extends Scrape {
  /** Counts what a check found. */
  readonly observe: (dependency: Dependency, result: Result) => void;
}

/** Makes the series of some checks. What holds at a moment is looked up when it is scraped. */
export function metricsOf(standings: readonly Standing[]): Metrics {
  const registry = new Registry();
  const series = instruments(healthMetrics, registry);
  const lookUp = (): void => {
    const now = performance.now();
    for (const standing of standings) {
      const { dependency } = standing.plan;
      series.up.set({ dependency }, standing.at(now).healthy ? 1 : 0);
      series.age.set({ dependency }, standing.age(now) / 1000);
    }
    const { user, system } = process.cpuUsage();
    series.cpu.reset();
    series.cpu.inc((user + system) / 1e6);
    series.memory.set(process.memoryUsage.rss());
  };
  series.started.set((Date.now() - process.uptime() * 1000) / 1000);
  return {
    type: registry.contentType,
    text: () => {
      lookUp();
      return registry.metrics();
    },
    observe: (dependency, { kind, latency }) => {
      series.checks.inc({ dependency, outcome: kind ?? 'healthy' });
      // A check that failed says nothing of how fast the dependency answers.
      if (isHealthy(kind)) series.duration.observe({ dependency }, latency / 1000);
    },
  };
}
