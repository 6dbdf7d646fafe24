import type { Metric } from '../metrics/metric.ts';
import { Chance } from './chance.ts';
import { Counter, Histogram, type Instrument, type Labels, type Registry } from './registry.ts';

/** What one target needs to show something: instruments that carry the target's labels, and chance of its own. */
export class Bench {
  constructor(
    private readonly registry: Registry,
    private readonly target: Labels,
    readonly chance: Chance = new Chance(JSON.stringify(target)),
  ) {}

  gauge(metric: Metric, labels: Labels = {}, now?: number): Instrument {
    return this.registry.instrument(metric, { ...this.target, ...labels }, now);
  }

  counter(metric: Metric, labels: Labels = {}, start = 0): Counter {
    return new Counter(this.registry.instrument(metric, { ...this.target, ...labels }, start));
  }

  histogram(metric: Metric, labels: Labels = {}): Histogram {
    return new Histogram(this.registry, metric, { ...this.target, ...labels });
  }
}
