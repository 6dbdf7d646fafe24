import { aggregate, lastKnown, quantile, ratio, rise } from '../../promql/fragments.ts';
import { durationSeconds } from '../../promql/duration.ts';
import { decimal } from '../../promql/numbers.ts';
import { selector, type Matcher } from '../../promql/selector.ts';
import { carrier, quantileCarrier, type Binding } from '../carrier.ts';
import { slices } from './slices.ts';
import { contractMetrics as m } from '../contract.ts';
import type { Metric } from '../metric.ts';
import { serviceMatchers, targetsUp, timingRate, upSeries } from './service.ts';
import type { ServiceSignal } from './service.ts';

/** The metrics contract: every signal of the service has its series. */
export const contractBinding: Binding<ServiceSignal> = (settings) => {
  const at = (metric: Metric, matchers: Readonly<Record<string, Matcher>> = {}) =>
    selector(metric.name, { ...serviceMatchers(settings), ...matchers });
  const buckets = (metric: Metric) => selector(`${metric.name}_bucket`, serviceMatchers(settings));
  const percentile = (share: number, metric: Metric) =>
    quantileCarrier((window) => quantile(share, buckets(metric), window), metric.buckets ?? []);
  const rose = (series: string, window: string) => rise(series, window, upSeries(settings));
  const total = (series: string, window: string) => aggregate('sum', rose(series, window));
  const minutes = (window: string) => decimal(durationSeconds(window) / 60);
  const sumRate = (metric: Metric, window: string) => `sum(rate(${at(metric)}[${window}]))`;
  const timed = (metric: Metric) => carrier((window) => timingRate(settings, metric, window));
  const orZero = (expr: string) => `(${expr} or vector(0))`;

  const lookups = (window: string) =>
    `(${orZero(sumRate(m.cacheHits, window))} + ${sumRate(m.cacheMisses, window)})`;

  return {
    targetsUp: targetsUp(settings),
    queryRate: carrier((window) => sumRate(m.queries, window)),
    queryErrorRatio: carrier((window) =>
      ratio(orZero(total(at(m.queryErrors), window)), total(at(m.queries), window)),
    ),
    queryTimeoutRatio: carrier((window) =>
      ratio(
        orZero(total(at(m.queryErrors, { error_type: 'timeout' }), window)),
        total(at(m.queries), window),
      ),
    ),
    queryLatencyP50: percentile(0.5, m.queryDuration),
    queryLatencyP95: percentile(0.95, m.queryDuration),
    queryLatencyP99: percentile(0.99, m.queryDuration),
    queryTimingRate: timed(m.queryDuration),
    requestRate: carrier((window) => sumRate(m.httpRequests, window)),
    requestRateByStatus: carrier(
      (window) =>
        `sum by (status) (label_replace(rate(${at(m.httpRequests)}[${window}]), "status", "\${1}xx", "status", "(.).*"))`,
    ),
    poolUse: carrier(
      () => `max(${lastKnown(at(m.dbConnectionsActive))} / ${lastKnown(at(m.dbConnectionsMax))})`,
    ),
    connectionsActive: carrier(() => `sum(${lastKnown(at(m.dbConnectionsActive))})`),
    connectionsIdle: carrier(() => `sum(${lastKnown(at(m.dbConnectionsIdle))})`),
    connectionsWaiting: carrier(() => `sum(${lastKnown(at(m.dbConnectionsWaiting))})`),
    databaseLatencyP50: percentile(0.5, m.dbQueryDuration),
    databaseLatencyP95: percentile(0.95, m.dbQueryDuration),
    databaseLatencyP99: percentile(0.99, m.dbQueryDuration),
    databaseTimingRate: timed(m.dbQueryDuration),
    cacheLookupRate: carrier((window) => lookups(window)),
    cacheHitRatio: carrier((window) => ratio(orZero(sumRate(m.cacheHits, window)), lookups(window))),
    anomalies: carrier((window) => aggregate('sum', rose(at(m.anomalies), window), ['rule'])),
    rateLimited: carrier((window) => aggregate('sum', rose(at(m.rateLimited), window), ['tier'])),
    authFailures: carrier((window) => `${total(at(m.authFailures), window)} / ${minutes(window)}`),
    // Every replica counts the same keys.
    apiKeysActive: carrier(() => `max(${lastKnown(at(m.apiKeysActive))})`),
    apiKeyLatencyP95: percentile(0.95, m.apiKeyDuration),
    apiKeyTimingRate: timed(m.apiKeyDuration),
    ...slices(settings, { queries: at(m.queries), failures: at(m.queryErrors), timings: m.queryDuration }),
    dependencyUpSomewhere: carrier(() => `max by (dependency) (${lastKnown(at(m.dependencyUp))})`),
    dependencyUpEverywhere: carrier(() => `min by (dependency) (${lastKnown(at(m.dependencyUp))})`),
  };
};
