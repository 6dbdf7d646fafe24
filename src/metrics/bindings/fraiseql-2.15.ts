import { aggregate, group, lastKnown, quantile, ratio, rise } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import { carrier, missing, quantileCarrier, type Binding } from '../carrier.ts';
import type { Metric } from '../metric.ts';
import { publishedMetrics as m } from '../published.ts';
import { dependencySignals } from './health.ts';
import { slices } from './slices.ts';
import { serviceMatchers, targetsUp, timingRate, upSeries, type ServiceSignal } from './service.ts';

/** The server published as v2.15: fewer series than the contract, and other names. */
export const publishedBinding: Binding<ServiceSignal> = (settings) => {
  const at = (metric: Metric) => selector(metric.name, serviceMatchers(settings));
  const total = (metric: Metric, window: string) =>
    aggregate('sum', rise(at(metric), window, upSeries(settings)));
  const queryBuckets = selector(`${m.queryDuration.name}_bucket`, serviceMatchers(settings));
  const percentile = (share: number) =>
    quantileCarrier((window) => quantile(share, queryBuckets, window), m.queryDuration.buckets);
  const answered = (metric: Metric, status: string, window: string) =>
    `label_replace(sum(rate(${at(metric)}[${window}])), "status", "${status}", "", "")`;

  return {
    targetsUp: targetsUp(settings),
    queryRate: carrier((window) => `sum(rate(${at(m.queries)}[${window}]))`),
    queryErrorRatio: carrier((window) =>
      ratio(`(${total(m.queryErrors, window)} or vector(0))`, total(m.queries, window)),
    ),
    queryTimeoutRatio: missing(
      'v2.15 counts errors by operation, not by kind, so a timeout looks like any other',
    ),
    queryLatencyP50: percentile(0.5),
    queryLatencyP95: percentile(0.95),
    queryLatencyP99: percentile(0.99),
    queryTimingRate: carrier((window) => timingRate(settings, m.queryDuration, window)),
    requestRate: carrier((window) => `sum(rate(${at(m.httpRequests)}[${window}]))`),
    requestRateByStatus: carrier((window) =>
      group(
        [
          answered(m.responses2xx, '2xx', window),
          answered(m.responses4xx, '4xx', window),
          answered(m.responses5xx, '5xx', window),
        ].join('\nor\n'),
      ),
    ),
    // v2.15 does not export the limit of its pool, so the settings state it.
    poolUse: carrier(() => `max(${lastKnown(at(m.poolActive))} / ${String(settings.database.poolSize)})`),
    connectionsActive: carrier(() => `sum(${lastKnown(at(m.poolActive))})`),
    connectionsIdle: carrier(() => `sum(${lastKnown(at(m.poolIdle))})`),
    connectionsWaiting: carrier(() => `sum(${lastKnown(at(m.poolWaiting))})`),
    databaseLatencyP50: missing('v2.15 does not time its database queries'),
    databaseLatencyP95: missing('v2.15 does not time its database queries'),
    databaseLatencyP99: missing('v2.15 does not time its database queries'),
    databaseTimingRate: missing('v2.15 does not time its database queries'),
    cacheLookupRate: missing('v2.15 does not count its cache look-ups'),
    cacheHitRatio: missing('v2.15 exports a cache hit ratio that nothing counts for, so that it is always 0'),
    anomalies: missing('v2.15 does not count anomalies'),
    rateLimited: missing('v2.15 does not count the requests that a rate limit refuses'),
    authFailures: missing('v2.15 does not count refused credentials'),
    apiKeysActive: missing('v2.15 does not count its API keys'),
    apiKeyLatencyP95: missing('v2.15 does not time the check of API keys'),
    apiKeyTimingRate: missing('v2.15 does not time the check of API keys'),
    ...slices(settings, { queries: at(m.queries), failures: at(m.queryErrors), timings: m.queryDuration }),
    ...dependencySignals(settings),
  };
};
