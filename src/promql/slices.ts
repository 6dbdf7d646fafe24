import { group } from './fragments.ts';

/** How slices of counters are cut. Durations in Prometheus' notation. */
export interface Cut {
  /** Length of a slice, and time between two. */
  readonly slice: string;
  /** A slice ends this long ago, longer than a scrape may take: a sample that arrives late is in the next slice of no counter. */
  readonly settled: string;
  /** `settled` and `slice` together: where a slice begins. */
  readonly begins: string;
}

/**
 * How much each series of a counter rose since the slice before, so that slices add up to exactly what was counted: no
 * extrapolation, nothing twice, nothing between two slices.
 *
 * - A series is remembered for an hour: what is counted while Prometheus is away falls into the first slice after it.
 * - A restart counts from 0, and a new series has counted all of its value since it began.
 * - But where Prometheus itself only just began to look (`up` is there now, and was not five minutes ago), all looks new and nothing is.
 * - A series that is gone still has its last sample for five minutes: what it counted last is not lost.
 */
export function growth(series: string, up: string, { settled, begins }: Cut): string {
  const now = `last_over_time(${series}[5m] offset ${settled})`;
  const before = `last_over_time(${series}[1h] offset ${begins})`;
  return group(
    [
      `${now} - ${before} >= 0`,
      'or',
      `${now} unless on () (count(${up}) unless count(last_over_time(${up}[1h] offset 5m)))`,
    ].join('\n'),
  );
}
