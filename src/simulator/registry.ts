import type { Metric } from '../metrics/metric.ts';
import type { Chance } from './chance.ts';
import { shareWithin, type Latency } from './latency.ts';

export type Labels = Readonly<Record<string, string>>;

/** A value that a scrape reads. */
export interface Instrument {
  /** Its value; nothing where the series is not there. */
  now: number | undefined;
}

/** An instrument, and the series that it is. */
export interface Reading extends Instrument {
  readonly metric: Metric;
  /** Name of the series. */
  readonly name: string;
  readonly labels: Labels;
  /** The labels without the bound of a bucket: readings of one histogram share them, the same object. */
  readonly of: Labels;
}

/** What a process shows when it is scraped. */
export class Registry {
  private readonly all: Reading[] = [];

  get readings(): readonly Reading[] {
    return this.all;
  }

  /** A series. It is absent until it has a value. */
  instrument(metric: Metric, labels: Labels, now?: number): Instrument {
    return this.add({ metric, name: metric.name, labels, of: labels, now });
  }

  /** One of the series of a histogram. */
  part(metric: Metric, of: Labels, name: string, bound?: string): Instrument {
    const labels = bound === undefined ? of : { ...of, le: bound };
    return this.add({ metric, name: `${metric.name}${name}`, labels, of, now: 0 });
  }

  private add(reading: Reading): Instrument {
    this.all.push(reading);
    return reading;
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

  constructor(registry: Registry, metric: Metric, labels: Labels) {
    this.bounds = boundsOf(metric);
    this.buckets = this.bounds.map(
      (bound) => new Counter(registry.part(metric, labels, '_bucket', boundText(bound))),
    );
    this.sum = new Counter(registry.part(metric, labels, '_sum'));
    this.count = new Counter(registry.part(metric, labels, '_count'));
  }

  /** Takes in about as many observations as are expected. Returns how many they were. */
  observe(expected: number, latency: Latency, chance: Chance): number {
    const shares = sharesOf(latency, this.bounds);
    let seen = 0;
    for (let index = 0; index < shares.length; index += 1) {
      const events = chance.events(expected * (shares[index] ?? 0));
      seen += events;
      this.buckets[index]?.add(seen);
      if (events > 0) this.sum.add(events * middle(this.bounds[index - 1] ?? 0, this.bounds[index] ?? 0));
    }
    this.count.add(seen);
    return seen;
  }
}

const middle = (from: number, to: number): number => (to === Infinity ? from : (from + to) / 2);

const boundText = (bound: number): string => (bound === Infinity ? '+Inf' : String(bound));

const knownBounds = new WeakMap<Metric, readonly number[]>();

/** The bounds of a metric, the last of them infinite: the same array each time. */
function boundsOf(metric: Metric): readonly number[] {
  const bounds = knownBounds.get(metric) ?? [...(metric.buckets ?? []), Infinity];
  knownBounds.set(metric, bounds);
  return bounds;
}

const knownShares = new WeakMap<Latency, Map<readonly number[], Float64Array>>();

/** The share of all that falls into each bucket. Worked out once: powers are what is dear here. */
function sharesOf(latency: Latency, bounds: readonly number[]): Float64Array {
  const known = knownShares.get(latency) ?? new Map<readonly number[], Float64Array>();
  const shares = known.get(bounds) ?? sharesBetween(latency, bounds);
  known.set(bounds, shares);
  knownShares.set(latency, known);
  return shares;
}

function sharesBetween(latency: Latency, bounds: readonly number[]): Float64Array {
  const within = bounds.map((bound) => (bound === Infinity ? 1 : shareWithin(latency, bound)));
  return Float64Array.from(within, (share, index) => share - (within[index - 1] ?? 0));
}
