import { selector, type Matcher } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, type Carrier } from '../carrier.ts';
import { elsewhere } from '../elsewhere.ts';
import type { Metric } from '../metric.ts';
import type { SignalName } from '../signals.ts';

/** Signals of the service itself: what a metrics binding must carry, or say that it cannot. */
export type ServiceSignal = Extract<
  SignalName,
  | 'targetsUp'
  | 'queryRate'
  | 'queryErrorRatio'
  | 'queryTimeoutRatio'
  | 'queryLatencyP50'
  | 'queryLatencyP95'
  | 'queryLatencyP99'
  | 'queryTimingRate'
  | 'requestRate'
  | 'requestRateByStatus'
  | 'poolUse'
  | 'connectionsActive'
  | 'connectionsIdle'
  | 'connectionsWaiting'
  | 'databaseLatencyP50'
  | 'databaseLatencyP95'
  | 'databaseLatencyP99'
  | 'databaseTimingRate'
  | 'cacheLookupRate'
  | 'cacheHitRatio'
  | 'anomalies'
  | 'rateLimited'
  | 'authFailures'
  | 'apiKeysActive'
  | 'apiKeyLatencyP95'
  | 'apiKeyTimingRate'
  | 'dependencyUpSomewhere'
  | 'dependencyUpEverywhere'
  | 'queriesSlice'
  | 'failuresSlice'
  | 'timingsSlice'
  | 'timingsWithinSlice'
>;

/** What a series of this environment's service looks like, whichever binding. */
export const serviceMatchers = ({ service }: Settings): Readonly<Record<string, Matcher>> => ({
  job: service.job,
  ...service.matchers,
});

/**
 * Replicas that answer, the same in every binding. When the last target has left service discovery there is no `up` to
 * be 0, so absence counts as 0: `up == 0` alone stays silent exactly then.
 */
export const targetsUp = (settings: Settings): Carrier =>
  carrier(() => `(sum(${upSeries(settings)}) or vector(0))`);

/** Whether each replica answered its last scrape. */
export const upSeries = (settings: Settings): string =>
  selector(elsewhere.up.name, serviceMatchers(settings));

/** What a series about this environment's namespace looks like, whoever exports it. */
export const namespaceMatchers = ({ service }: Settings): Readonly<Record<string, Matcher>> => ({
  namespace: service.namespace,
  ...service.matchers,
});

/** What a series of something else looks like that this stack runs or scrapes. */
export const jobMatchers = ({ service }: Settings, job: string): Readonly<Record<string, Matcher>> => ({
  job,
  ...service.matchers,
});

/** Samples a second that a histogram of the service takes in: those under its last bound, which is infinite. */
export function timingRate(settings: Settings, { name }: Metric, window: string): string {
  const all = selector(`${name}_bucket`, { ...serviceMatchers(settings), le: '+Inf' });
  return `sum(rate(${all}[${window}]))`;
}
