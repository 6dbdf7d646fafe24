import type { Metric } from '../../src/metrics/metric.ts';
import type { Chance } from './chance.ts';
import { shareWithin, type Latency } from './latency.ts';

/** One series: its value at each scrape, or nothing where it was not there. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | undefined)[];
}

export type Labels = Readonly<Record<string, string>>;

/** A value that a scrape reads. */
export interface Instrument {
  now: number | undefined;
}

/** What a fleet of processes shows, scraped again and again. */
export class Registry {
  private readonly instruments: (Instrument & Series & { values: (number | undefined)[] })[] = [];

  get series(): readonly Series[] {
    return this.instruments;
  }

  /** A series by any name. It is absent until it has a value. */
  instrument(name: string, labels: Labels, now?: number): Instrument {
    const instrument = { name, labels, now, values: [] };
    this.instruments.push(instrument);
    return instrument;
  }

  scrape(): void {
    for (const instrument of this.instruments) instrument.values.push(instrument.now);
  }
}

/** Something that is counted. */
export class Counter {
  constructor(private readonly instrument: Instrument) {}

  add(events: number): void {
    this.instrument.now = (this.instrument.now ?? 0) + events;
  }
}

/** A classic histogram. */
export class Histogram {
  private readonly bounds: readonly number[];
  private readonly buckets: readonly Counter[];
  private readonly count: Counter;
  private readonly sum: Counter;

  constructor(registry: Registry, { name, buckets = [] }: Metric, labels: Labels) {
    this.bounds = [...buckets, Infinity];
    this.buckets = this.bounds.map(
      (bound) =>
        new Counter(
          registry.instrument(
            `${name}_bucket`,
            { ...labels, le: bound === Infinity ? '+Inf' : String(bound) },
            0,
          ),
        ),
    );
    this.count = new Counter(registry.instrument(`${name}_count`, labels, 0));
    this.sum = new Counter(registry.instrument(`${name}_sum`, labels, 0));
  }

  /** Takes in about as many observations as are expected. Returns how many they were. */
  observe(expected: number, latency: Latency, chance: Chance): number {
    let seen = 0;
    let below = 0;
    this.bounds.forEach((bound, index) => {
      const within = bound === Infinity ? 1 : shareWithin(latency, bound);
      const events = chance.events(expected * (within - below));
      seen += events;
      below = within;
      this.buckets[index]?.add(seen);
      this.sum.add(events * middle(this.bounds[index - 1] ?? 0, bound));
    });
    this.count.add(seen);
    return seen;
  }
}

const middle = (from: number, to: number): number => (to === Infinity ? from : (from + to) / 2);
