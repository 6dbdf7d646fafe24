import { durationSeconds } from '../../promql/duration.ts';
import { aggregate } from '../../promql/fragments.ts';
import { decimal } from '../../promql/numbers.ts';
import { selector } from '../../promql/selector.ts';
import { growth } from '../../promql/slices.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier } from '../carrier.ts';
import type { Metric } from '../metric.ts';
import { cut } from '../recorded.ts';
import { serviceMatchers, upSeries } from './service.ts';

/** Series that a binding counts queries by. */
interface Counted {
  /** Selector of all queries. */
  readonly queries: string;
  /** Selector of failed ones. */
  readonly failures: string;
  /** Histogram of the time that they took. */
  readonly timings: Metric;
}

/** What objectives are made of: exact counts of what happened in a slice of time, all replicas together. */
export function slices(settings: Settings, { queries, failures, timings }: Counted) {
  const grown = (series: string) => aggregate('sum', growth(series, upSeries(settings), cut));
  const bucket = (le: string) => selector(`${timings.name}_bucket`, { ...serviceMatchers(settings), le });
  return {
    queriesSlice: carrier(() => grown(queries)),
    failuresSlice: carrier(() => grown(failures)),
    timingsSlice: carrier(() => grown(bucket('+Inf'))),
    timingsWithinSlice: carrier((limit) => grown(bucket(decimal(boundWithin(timings, limit))))),
  };
}

/** The largest bound of the histogram within the limit: where it holds none, a stricter one stands in. */
function boundWithin({ name, buckets = [] }: Metric, limit: string): number {
  const seconds = durationSeconds(limit);
  const bound = buckets.findLast((one) => one <= seconds);
  if (bound === undefined) throw new Error(`No bucket of ${name} is within ${limit}.`);
  return bound;
}
