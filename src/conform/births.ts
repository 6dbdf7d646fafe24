import { contractMetrics } from '../metrics/contract.ts';
import type { Metric } from '../metrics/metric.ts';
import { publishedMetrics } from '../metrics/published.ts';

/**
 * A metric whose labels are known only when something happens, so that a server that just started has no series of it. Whatever is not
 * here is there from the start: a counter without labels at 0, a gauge at what it is.
 */
export interface Birth {
  /** What must have happened once. */
  readonly event: string;
  /** Others that count the same event: once one of them has counted, this one must be there. @default - nothing tells */
  readonly toldBy?: readonly Metric[];
}

const c = contractMetrics;
const p = publishedMetrics;

const births: readonly (Birth & { readonly metrics: readonly Metric[] })[] = [
  {
    metrics: [c.queries, c.queryDuration],
    event: 'a query',
    toldBy: [c.queries, c.queryDuration, c.queryComplexity],
  },
  { metrics: [p.queryDuration], event: 'a query', toldBy: [p.queries] },
  { metrics: [c.queryErrors], event: 'a query that fails' },
  { metrics: [c.httpRequests, c.httpDuration], event: 'a request', toldBy: [c.httpRequests, c.httpDuration] },
  { metrics: [c.httpRequestSize], event: 'a request with a body' },
  { metrics: [c.apiKeyValidations], event: 'a check of an API key', toldBy: [c.apiKeyDuration] },
  { metrics: [c.anomalies], event: 'an anomaly' },
  { metrics: [c.rateLimited], event: 'a request that a rate limit refuses' },
  { metrics: [c.authFailures], event: 'a request whose credentials are refused' },
];

/** Why a metric may have no series yet, or nothing where it must always have some. */
export const birthOf = (metric: Metric): Birth | undefined =>
  births.find(({ metrics }) => metrics.includes(metric));
