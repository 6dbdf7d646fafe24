import type { Profile, Threshold, Unit } from '../src/model/threshold.ts';
import { clean } from '../src/promql/numbers.ts';

/** What production does when all is well, measured early in March 2026. */
export const baselines = {
  /** Queries a second in the quietest hour: 500 a minute. */
  quietQueryRate: 500 / 60,
  errorRatio: 0.0002,
  availability: 0.9992,
  /** Queries slower than 100 ms: a P95 of 85 ms and a P99 of 280 ms at most, and a straight line between their logarithms. */
  slowerThanObjective: 0.04,
  databaseBytes: 50e9,
  apiKeyLatency: 0.03,
  /** Refused credentials a minute: 0.3 % of at most 200 validations. */
  authFailuresPerMinute: 0.6,
} as const;

/** What we promise ourselves, and limits that others set. Not thresholds: thresholds are factors of these. */
export const objectives = {
  latencyP95: 0.1,
  databaseLatencyP95: 0.07,
  /** A dump starts every six hours. */
  backupEvery: 6 * 3600,
  restoreCheckEvery: 7 * 86_400,
  /** A copy of the whole server is made daily. */
  baseBackupEvery: 86_400,
  recoveryPoint: 5 * 60,
  /** From the loss of the database to its return. */
  recoveryTime: 3600,
  poolMax: 100,
} as const;

/** Least traffic at which a ratio or a quantile may tell anybody. */
export const leastTraffic = {
  queries: always(
    'per second',
    0.1 * baselines.quietQueryRate,
    'a tenth of the quietest hour: in five minutes 250 queries, of which one is 0.4 % and cannot page alone',
  ),
  apiKeyChecks: always('per second', 10 / 60, 'a fifth of the quietest baseline of 50 a minute'),
} as const;

/** Least part of a window that must have been watched before its burn rate may tell anybody. */
export const leastWatched = always(
  'per second',
  2 / 3,
  'two thirds of the window: after a first start one bad slice of 30 s is otherwise all that is known',
);

/** When the service counts as down although it answers its scrape. */
export const outage = {
  errorRatio: always('ratio', 0.99, 'hardly a query succeeds: the database is gone, or worse'),
  queries: always('count', 0.1 * baselines.quietQueryRate * 30, 'the least traffic, in a slice of 30 s'),
} as const;

/** Failed queries over all queries. */
export const errorRatio = {
  high: always('ratio', 25 * baselines.errorRatio, '25 times the baseline of 0.02 %'),
  medium: always('ratio', 5 * baselines.errorRatio, 'five times the baseline, and the objective of 99.9 %'),
  timeouts: always('ratio', 50 * baselines.errorRatio, '50 times the baseline of all errors together'),
  highGoesOn: always(
    'ratio',
    12.5 * baselines.errorRatio,
    'half of the page: the short window holds few errors',
  ),
  timeoutsGoOn: always(
    'ratio',
    25 * baselines.errorRatio,
    'half of the page: the short window holds few errors',
  ),
} as const;

/** 95th percentile of the time to answer a query. */
export const latency = {
  high: byProfile('seconds', {
    tuned: 3 * objectives.latencyP95,
    initial: 5 * objectives.latencyP95,
    reason: 'three times the objective of 100 ms; five times before tuning',
  }),
  medium: byProfile('seconds', {
    tuned: 1.5 * objectives.latencyP95,
    initial: 2 * objectives.latencyP95,
    reason: 'one and a half times the objective of 100 ms; twice before tuning',
  }),
} as const;

/** Use of the fullest connection pool. */
export const pool = {
  exhausted: always('ratio', 0.9, 'the last tenth goes in seconds once queries queue'),
  pressure: always('ratio', 0.8, '80 of 100 connections; the peak so far is 35'),
} as const;

/** Use of the database volumes. */
export const disk = {
  full: always(
    'ratio',
    0.9,
    'PostgreSQL stops when its volume is full, and a tenth of 1 TB takes time to free',
  ),
  pressure: always('ratio', 0.8, 'at 10 GB a month a fifth of 1 TB is ample time to grow the volume'),
  /** How far ahead growth is looked at: a long weekend. */
  horizon: '4d',
  empty: always('bytes', 0, 'no space left at the end of the horizon'),
} as const;

/** Ages of backups, restores and recovery points. */
export const backup = {
  stale: always(
    'seconds',
    objectives.backupEvery + 1800,
    'a dump every 6 h, and 30 min of grace for it to finish',
  ),
  restoreCheckStale: always(
    'seconds',
    objectives.restoreCheckEvery + 86_400,
    'a check every 7 days, and one day of grace',
  ),
  recoveryPointOld: always(
    'seconds',
    objectives.recoveryPoint,
    'the recovery point objective. RDS ships its log every 5 min by itself: only what is beyond that counts',
  ),
  baseStale: always(
    'seconds',
    objectives.baseBackupEvery + 2 * 3600,
    'a copy every day, and 2 h of grace. All log since the last one has to be replayed, and the objective is an hour',
  ),
  restoreBudget: always(
    'seconds',
    objectives.recoveryTime - 25 * 60,
    'the objective of an hour, of which 25 min go by until somebody has seen it and decided',
  ),
} as const;

/** Use of CPU and memory limits. */
export const resources = {
  cpuCritical: always('ratio', 0.9, 'above it queries queue for CPU'),
  cpuPressure: always('ratio', 0.7, 'room for one replica of three to fail'),
  memoryCritical: always('ratio', 0.95, 'the kernel kills the container at its limit'),
  memoryPressure: always('ratio', 0.8, 'room for a burst'),
} as const;

/** Refused credentials and slow checks of keys. */
export const security = {
  authFailures: always('per minute', 10, 'ten in a minute are over 16 times the baseline of 0.6'),
  apiKeyLatency: always('seconds', 0.05, 'over one and a half times the slowest baseline of 30 ms'),
} as const;

/** Marks at which something has to grow. */
export const capacity = {
  databaseSize: always(
    'bytes',
    8 * baselines.databaseBytes,
    'eight times the baseline of 50 GB, and 40 % of the volume',
  ),
  databaseLatency: always(
    'seconds',
    objectives.latencyP95,
    'one database query must not use up the budget of a whole request',
  ),
  connectionsActive: always(
    'count',
    0.9 * objectives.poolMax,
    '90 of the 100 connections; the peak so far is 35',
  ),
  connectionsWaiting: always(
    'count',
    0.5 * objectives.poolMax,
    'half a pool of requests waits for a connection',
  ),
  cacheHitRatio: always('ratio', 0.8, 'below it the database answers what the cache should'),
  requestRate: always('per second', 2000, 'the scaling mark: above it three replicas are too few'),
} as const;

/** What outside probes see. */
export const probes = {
  certificateLeft: always(
    'seconds',
    14 * 86_400,
    'certificates of 90 days are renewed 30 days before their end: two weeks of failed renewals, and two are left',
  ),
} as const;

/** Spans in which history must have moved on. */
export const longTerm = {
  /** A round every five minutes when idle, and hours when a big one runs: retention leaves weeks. */
  compactionWithin: '12h',
  /** A block every two hours, and 45 days of it stay with each server. */
  uploadWithin: '6h',
} as const;

/** Log lines on their way. */
export const logs = {
  late: always(
    'seconds',
    300,
    'lines arrive within seconds, and the quietest replica writes some every minute',
  ),
  /** An object is written every half hour at the latest: two of them. */
  archivedWithin: '1h',
  backlog: always(
    'ratio',
    0.5,
    'half of what fits on the disk, and two and a half hours of the busiest traffic are left',
  ),
} as const;

/** Lines on dashboards that no alert is about. */
export const lines = {
  latency: always('seconds', objectives.latencyP95, 'the objective'),
  databaseLatency: always(
    'seconds',
    objectives.databaseLatencyP95,
    'what the budget of 100 ms has for the database',
  ),
  budgetLow: always('ratio', 0.1, 'half of what a usual month leaves of the tightest budget'),
  budgetGone: always('ratio', 0, 'nothing more may go wrong'),
  one: always('count', 1, 'one is enough'),
} as const;

/** Everything that counts from zero: any is too many, or none is too few. */
export const none = always('count', 0, 'the signal counts what must not happen, or what must be there');

/** The same in every profile. */
function always(unit: Unit, value: number, reason: string): Threshold {
  return byProfile(unit, { tuned: value, initial: value, reason });
}

function byProfile(
  unit: Unit,
  { reason, ...values }: Record<Profile, number> & { reason: string },
): Threshold {
  return {
    kind: 'threshold',
    unit,
    reason,
    values: { tuned: clean(values.tuned), initial: clean(values.initial) },
  };
}
