import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metric } from './metric.ts';

/** What a program counts and measures with, for each metric of a contract. */
export type Instruments<Metrics extends Readonly<Record<string, Metric>>> = {
  readonly [Name in keyof Metrics]: InstrumentOf<Metrics[Name]['type']>;
};

type InstrumentOf<Type extends Metric['type']> = Type extends 'counter'
  ? Counter
  : Type extends 'gauge'
    ? Gauge
    : Histogram;

/**
 * Makes the instruments of a contract, so that a program exports what is promised: names, types, help, labels and buckets come from the
 * contract alone.
 *
 * @param registry where `/metrics` is read from.
 */
export function instruments<const Metrics extends Readonly<Record<string, Metric>>>(
  metrics: Metrics,
  registry: Registry,
): Instruments<Metrics> {
  return Object.fromEntries(
    Object.entries(metrics).map(([key, metric]) => [key, instrument(metric, registry)]),
  ) as Instruments<Metrics>;
}

function instrument({ name, type, help, labels = [], buckets = [] }: Metric, registry: Registry) {
  const shared = { name, help, labelNames: [...labels], registers: [registry] };
  if (type === 'counter') return new Counter(shared);
  if (type === 'gauge') return new Gauge(shared);
  return new Histogram({ ...shared, buckets: [...buckets] });
}
