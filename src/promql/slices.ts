import { durationSeconds } from './duration.ts';
import { group } from './fragments.ts';

/** How slices of counters are cut. Durations in Prometheus' notation. */
export interface Cut {
  /** Time between two evaluations, each of which counts a slice. */
  readonly slice: string;
  /** A slice ends this long ago, longer than a scrape may take: a sample that arrives late is in the next slice of no counter. */
  readonly settled: string;
}

/** How long a series is remembered that Prometheus does not see. */
const remembered = '1h';

/** How long Prometheus must have looked for a series that it did not see before to be new. */
const acquainted = '5m';

/**
 * How much each series of a counter rose since 30 seconds before, so that slices add up to what was counted: no extrapolation, nothing
 * twice. What was scraped between the last slice and the end of a Prometheus or of a replica is lost: one scrape at most.
 *
 * - A series is remembered for an hour: what is counted while Prometheus is away falls into the first slice after it.
 * - A restart counts from 0, and a new series has counted all of its value since it began.
 * - But nothing is new where Prometheus itself only just began to look, or could not scrape the target for an hour.
 * - A series that is gone still has its last sample for five minutes: what it counted last is not lost.
 */
export function growth(series: string, up: string, cut: Cut): string {
  const begins = `${String(durationSeconds(cut.settled) + durationSeconds(cut.slice))}s`;
  const now = `last_over_time(${series}[5m] offset ${cut.settled})`;
  const before = `last_over_time(${series}[${remembered}] offset ${begins})`;
  return group(
    [
      `${now} - ${before} >= 0`,
      'or',
      now,
      `unless on () (count(${up}) unless count(last_over_time(${up}[${earlier}] offset ${acquainted})))`,
      `unless on (instance, pod) (max_over_time(${up}[${remembered}] offset ${begins}) == 0 and last_over_time(${up}[5m] offset ${remembered}))`,
    ].join('\n'),
  );
}

/** What is left of the memory before Prometheus must be acquainted: both ends meet, or an old series would seem new between them. */
const earlier = `${String((durationSeconds(remembered) - durationSeconds(acquainted)) / 60)}m`;
