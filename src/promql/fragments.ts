import { indent } from './layout.ts';

/** An expression in parentheses, on lines of its own. */
export const group = (expr: string): string => `(\n${indent(expr)}\n)`;

/** One expression divided by another. Both sides must be aggregated alike, or no series of the two match. */
export const ratio = (part: string, whole: string): string => group(`${part}\n/\n${whole}`);

/**
 * How much each series of a counter rose in the window.
 *
 * `increase` sees no rise in the first sample of a series, so errors that a counter is born with would be lost. A series
 * that was not there before the window has counted all of its value inside it. The look back of an hour keeps a
 * target that could not be scraped for a while from being taken for a new one; and where Prometheus itself had not looked before the
 * window (`up` is there now, and was not then), every counter looks new and none is taken for it.
 */
export const rise = (series: string, window: string, up: string): string =>
  group(
    [
      series,
      `unless last_over_time(${series}[1h] offset ${window})`,
      `unless on () (count(${up}) unless count(${up} offset ${window}))`,
      'or',
      `increase(${series}[${window}])`,
    ].join('\n'),
  );

/** An aggregation over lines of its own. */
export const aggregate = (operator: string, expr: string, by: readonly string[] = []): string =>
  `${operator}${by.length > 0 ? ` by (${by.join(', ')}) ` : ' '}${expr.startsWith('(') ? expr : `(${expr})`}`;

/**
 * The last value of a gauge, even when its target just failed a scrape: one lost scrape must not set the clock of `for`
 * back to zero. Two minutes are four scrapes.
 */
export const lastKnown = (series: string, window = '2m'): string => `last_over_time(${series}[${window}])`;

/** A quantile of a classic histogram over all replicas, in the histogram's unit. */
export const quantile = (share: number, buckets: string, window: string): string =>
  `histogram_quantile(${String(share)}, sum by (le) (rate(${buckets}[${window}])))`;

/** The larger of two values of each series. */
export const larger = (a: string, b: string): string => group(`${a} > ${b}\nor\n${b}`);
