/** A metric that a server promises to export. */
export interface Metric {
  /** Name as scraped: counters end in `_total`, histograms without their `_bucket`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Labels that the server itself sets; those of the scrape target come on top. @default - none */
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram's buckets, in its unit. @default - not a histogram */
  readonly buckets?: readonly number[];
}
