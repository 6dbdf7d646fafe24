import { clockTime, type Span } from '../../src/simulator/time.ts';

export { dayLong, hour, minute, type Span } from '../../src/simulator/time.ts';

/** The scripted day: 10 March 2026, in UTC. In seconds since the epoch, as Prometheus counts. */
export const midnight = Date.UTC(2026, 2, 10) / 1000;

/** Seconds between two scrapes. */
export const scrape = 30;

/** A time of that day: `at('14:20')`. */
export const at = (time: string): number => midnight + clockTime(time);

/** Moments in a stretch of time, evenly apart. */
export interface Steps extends Span {
  readonly step: number;
}

/** Every moment of a span at which something happens each `step` seconds. */
export const moments = ({ from, to }: Span, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
