import type { Settings } from '../settings/schema.ts';

/** How one signal is read from series: the PromQL, for a window where the signal has one. */
export interface Carrier {
  readonly kind: 'carrier';
  readonly promql: (window: string) => string;
  /** Bounds of the histogram that a quantile is read from: a threshold must be one of them. @default - no histogram */
  readonly buckets?: readonly number[];
}

/** A signal that these series do not carry, and why, in words for whoever wonders where an alert went. */
export interface Missing {
  readonly kind: 'missing';
  readonly reason: string;
}

/** Carriers for a set of signals. The compiler finds the signal that was forgotten. */
export type Carriers<Name extends string> = Readonly<Record<Name, Carrier | Missing>>;

/** What makes carriers out of an environment's settings. */
export type Binding<Name extends string> = (settings: Settings) => Carriers<Name>;

/** A carrier whose PromQL may depend on the window. */
export const carrier = (promql: (window: string) => string): Carrier => ({ kind: 'carrier', promql });

/** A carrier that reads a quantile from a histogram with these bucket bounds. */
export const quantileCarrier = (promql: (window: string) => string, buckets: readonly number[]): Carrier => ({
  kind: 'carrier',
  promql,
  buckets,
});

/** Says that no series carries the signal, and why. */
export const missing = (reason: string): Missing => ({ kind: 'missing', reason });
