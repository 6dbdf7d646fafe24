import type { SignalUse } from '../model/signal.ts';
import type { Unit } from '../model/threshold.ts';

interface SignalInfo {
  readonly unit: Unit;
  readonly says: string;
  /** Whether the signal looks at a span of time, such as a rate does. */
  readonly windowed: boolean;
}

/** A signal that has a value at every moment. */
const now = (unit: Unit, says: string) => ({ unit, says, windowed: false }) as const;

/** A signal over a span of time. */
const over = (unit: Unit, says: string) => ({ unit, says, windowed: true }) as const;

/**
 * What alerts, objectives and dashboards speak of. Which series carry a signal is a binding's business; what a value
 * means, and its unit, is said here.
 */
export const catalogue = {
  // The service, carried by the metrics binding
  targetsUp: now('count', 'replicas that answer their scrape; 0 when none is left to ask'),
  queryRate: over('per second', 'GraphQL queries, all replicas together'),
  queryErrorRatio: over('ratio', 'failed queries over all queries; 0 when nothing ever failed'),
  queryTimeoutRatio: over('ratio', 'queries that timed out over all queries'),
  queryLatencyP50: over('seconds', 'median of the time to answer a query'),
  queryLatencyP95: over('seconds', '95th percentile of the time to answer a query'),
  queryLatencyP99: over('seconds', '99th percentile of the time to answer a query'),
  queryTimingRate: over('per second', 'GraphQL queries whose time was measured'),
  requestRate: over('per second', 'HTTP requests, all replicas together'),
  requestRateByStatus: over('per second', 'HTTP requests by class of status, such as 2xx'),
  poolUse: now('ratio', 'connections in use over connections allowed, of the fullest pool'),
  connectionsActive: now('count', 'connections that run a query, all replicas together'),
  connectionsIdle: now('count', 'connections that wait for work, all replicas together'),
  connectionsWaiting: now('count', 'requests that wait for a connection, all replicas together'),
  databaseLatencyP50: over('seconds', 'median of the time PostgreSQL takes to answer'),
  databaseLatencyP95: over('seconds', '95th percentile of the time PostgreSQL takes to answer'),
  databaseLatencyP99: over('seconds', '99th percentile of the time PostgreSQL takes to answer'),
  databaseTimingRate: over('per second', 'database queries whose time was measured'),
  cacheLookupRate: over('per second', 'cache look-ups, all replicas together'),
  cacheHitRatio: over('ratio', 'cache look-ups that hit over all look-ups'),
  anomalies: over('count', 'anomalies detected in the window, by rule'),
  rateLimited: over('count', 'requests refused by a rate limit in the window, by tier'),
  authFailures: over('per minute', 'requests whose credentials were refused'),
  apiKeysActive: now('count', 'API keys that are valid'),
  apiKeyLatencyP95: over('seconds', '95th percentile of the time to check an API key'),
  apiKeyTimingRate: over('per second', 'checks of API keys whose time was measured'),
  dependencyUpSomewhere: now('count', '1 when at least one replica reaches it, by dependency'),
  dependencyUpEverywhere: now('count', '1 when every replica reaches it, by dependency'),

  // Slices of time, of which objectives are made: what happened since the slice before
  queriesSlice: now('count', 'queries counted in the slice'),
  failuresSlice: now('count', 'failed queries counted in the slice; nothing when none ever failed'),
  timingsSlice: now('count', 'queries timed in the slice'),
  timingsWithinSlice: over('count', 'queries timed in the slice that took at most this long'),

  watching: now('count', 'there as soon as Prometheus has watched anything for a minute'),
  firedLately: over('count', 'there while one of these alerts fires, and 35 minutes longer'),

  // Objectives, carried by what the rules of alerts/slos.ts record
  availabilityBadRatio: over('ratio', 'seconds down over seconds watched'),
  availabilityEvents: over('count', 'seconds watched'),
  availabilityUnmeasured: now('count', '1 when availability is not measured'),
  availabilityBurnRate: now('ratio', 'how fast its budget burns: 1 spends it in exactly 30 days'),
  availabilityBudgetLeft: now('ratio', 'share of the budget of 30 days that is left'),
  latencyBadRatio: over('ratio', 'queries slower than the objective over queries timed'),
  latencySlaBadRatio: over('ratio', 'queries slower than customers were promised over queries timed'),
  latencyEvents: over('count', 'queries timed'),
  latencyUnmeasured: now('count', '1 when latency is not measured'),
  latencyBurnRate: now('ratio', 'how fast its budget burns: 1 spends it in exactly 30 days'),
  latencyBudgetLeft: now('ratio', 'share of the budget of 30 days that is left'),
  errorsBadRatio: over('ratio', 'failed queries over all queries'),
  errorsEvents: over('count', 'queries counted'),
  errorsUnmeasured: now('count', '1 when errors are not measured'),
  errorsBurnRate: now('ratio', 'how fast its budget burns: 1 spends it in exactly 30 days'),
  errorsBudgetLeft: now('ratio', 'share of the budget of 30 days that is left'),

  // What the service runs on, carried by the cluster
  cpuUse: over('ratio', 'CPU used over the limit, by container'),
  memoryUse: now('ratio', 'memory used over the limit, by container'),
  volumeUse: now('ratio', 'share of a database volume that is used, by volume'),
  volumeFreeAhead: over('bytes', 'free space after the window, if growth stays as it is, by volume'),
  databaseSize: now('bytes', 'size of all databases'),
  replicationLag: now('seconds', 'how far the database that is asked is behind its primary; 0 of a primary'),
  backupAge: now(
    'seconds',
    'time since the last good backup, or since there could have been one, by Job and bucket',
  ),
  backupFailures: now('count', 'failed backup Jobs that no success came after, by Job'),
  restoreCheckAge: now(
    'seconds',
    'time since a restore was last proven, or could have been, by Job and bucket',
  ),
  restoreCheckFailures: now('count', 'failed restore checks that no success came after, by Job'),
  recoveryPointAge: now(
    'seconds',
    'age of the newest moment the database can be brought back to; on RDS less the 5 min in which AWS ships',
  ),

  // The bucket of the backups, as its exporter sees it
  repositoryUp: now('count', '1 while the bucket can be listed, read and decrypted, else 0'),
  backupDamage: now(
    'count',
    'files of the newest backup that are not as its manifest says, by kind and problem',
  ),
  baseBackupAge: now(
    'seconds',
    'time since the last copy of the whole server, or since there could have been one',
  ),
  restoreEstimate: now(
    'seconds',
    'time that the last restore check took, for the database as big as it is now',
  ),
  backupsSuspended: now('count', '1 while it is suspended, by CronJob of the backups'),
  dumpMomentAge: now('seconds', 'age of what the newest dump in the bucket shows'),
  dumpSize: now('bytes', 'size of the newest dump, compressed'),

  // Outside probes, carried by the blackbox exporter
  probeUp: now('count', '1 when an endpoint answers from outside as it should, by probe'),
  probeUnseen: now('count', '1 for each probe that gives no result, by probe'),
  probesAnswer: now('count', '1 when every probe gets a good answer; 1 too when there is none'),
  certificateLeft: now('seconds', 'time until the certificate that an endpoint shows ends, by probe'),

  // The monitoring itself
  ruleFailures: over('count', 'rule evaluations that failed in the window, by rule group'),
  notificationFailures: over('count', 'notifications that failed in the window, by integration'),
  monitoringUp: now('count', '1 when every target answers, 0 when one does not or none is left, by job'),
  compactionHalted: now('count', '1 when the compactor has stopped for good'),
  compactions: over('count', 'rounds that the compactor, older than the window, finished in it'),
  uploads: over('count', 'blocks that a Prometheus, older than the window, uploaded in it, by pod'),

  // Logs, carried by the exporter that asks Elasticsearch
  logAge: now(
    'seconds',
    'time since the newest line that Elasticsearch has, of each node that runs a replica',
  ),
  logStoreUp: now('count', '1 while Elasticsearch answers about the logs, else 0'),
  linesArchived: over('count', 'lines that S3 took in the window, of each collector that read some in it'),
  archiveBacklog: now('ratio', 'share of its queue on the disk that waits for S3, of each collector'),
  logsRejected: now('count', 'log lines of the last 15 minutes that Elasticsearch refused'),

  // The alerts of this environment, as Prometheus tells of them
  alertingAlive: now('count', '1 while the Watchdog fires: rules are evaluated; else 0'),
  firingCritical: now('count', 'critical alerts that fire; 0 when none does'),
  firingHigh: now('count', 'high alerts that fire; 0 when none does'),
  firingMedium: now('count', 'medium alerts that fire; 0 when none does'),
  firingLow: now('count', 'low alerts that fire; 0 when none does'),
  firingFor: now('seconds', 'time since the condition of a firing alert began to hold, by its labels'),
  pendingFor: now('seconds', 'time since the condition of an alert that waits began to hold, by its labels'),
} as const satisfies Readonly<Record<string, SignalInfo>>;

/** Name of a signal. */
export type SignalName = keyof typeof catalogue;

type Handle<Info extends SignalInfo> = Info['windowed'] extends true
  ? { readonly over: (window: string) => SignalUse }
  : SignalUse;

/**
 * The catalogue as handles for templates.
 *
 * @example promql`${signal.queryErrorRatio.over('5m')} > ${errorRatio.high}`
 * @example promql`${signal.poolUse} > ${pool.exhausted}`
 */
export const signal = Object.fromEntries(
  Object.entries(catalogue).map(([name, info]) => [name, info.windowed ? windowed(name) : instant(name)]),
) as { readonly [Name in SignalName]: Handle<(typeof catalogue)[Name]> };

function instant(name: string): SignalUse {
  return { kind: 'signal', signal: name };
}

function windowed(name: string) {
  return { over: (window: string): SignalUse => ({ kind: 'signal', signal: name, window }) };
}
