/** One use of a signal in an alert or a panel. A binding says which series carry it. */
export interface SignalUse {
  readonly kind: 'signal';
  /** Name of the signal: a key of the catalogue in `src/metrics/signals.ts`. */
  readonly signal: string;
  /** The span the signal looks at, as a Prometheus duration, for signals that look at one. */
  readonly window?: string;
}
