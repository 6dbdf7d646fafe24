import { backupNames } from '../../model/names.ts';
import { aggregate, group, lastKnown } from '../../promql/fragments.ts';
import { selector, type Matcher } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { backupMetrics } from '../backup.ts';
import { carrier, missing } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { Metric } from '../metric.ts';
import { namespaceMatchers } from './service.ts';

/**
 * Whether there are backups, whether they are proven, and to which moment the database can be brought back. Where this stack takes them,
 * both are asked: Kubernetes whether the Job ended well, and the bucket whether anything came of it. The older of the two counts.
 */
export const backups = (settings: Settings) => ({
  backupAge: carrier(() => doneAge(settings, backupNames.dump, newest(settings, 'dump'))),
  backupFailures: carrier(() => failedJobs(settings, backupNames.dump)),
  restoreCheckAge: carrier(() =>
    doneAge(settings, backupNames.restoreCheck, of(settings, backupMetrics.lastCheck)),
  ),
  restoreCheckFailures: carrier(() => failedJobs(settings, backupNames.restoreCheck)),
  recoveryPointAge:
    settings.database.pointInTime === 'none'
      ? missing('database.pointInTime is none, so the newest dump is the recovery point')
      : carrier(() => pointAge(settings)),
  ...repository(settings),
});

/** What only the exporter of the bucket tells. */
function repository(settings: Settings) {
  const { backup, database } = settings;
  if (backup === undefined) {
    const none = missing('backup is left out, so that somebody else takes backups');
    return {
      repositoryUp: none,
      backupDamage: none,
      baseBackupAge: none,
      restoreEstimate: none,
      backupsSuspended: none,
      dumpMomentAge: none,
      dumpSize: none,
    };
  }
  const known = (metric: Metric, more: Matchers = {}) => lastKnown(of(settings, metric, more));
  const dump = { kind: 'dump' };
  return {
    repositoryUp: carrier(() => `max(${known(backupMetrics.repositoryUp)})`),
    backupDamage: carrier(() => `max by (kind, problem) (${known(backupMetrics.damaged)})`),
    baseBackupAge:
      database.pointInTime === 'receiver'
        ? carrier(() => doneAge(settings, backupNames.base, newest(settings, 'base')))
        : missing('database.pointInTime is not receiver, so that this stack copies no servers'),
    restoreEstimate: carrier(() => restoreEstimate(known)),
    backupsSuspended: carrier(() => suspended(settings)),
    dumpMomentAge: carrier(() => `time() - max(${known(backupMetrics.newest, dump)} > 0)`),
    dumpSize: carrier(() => `max(${known(backupMetrics.bytes, dump)})`),
  };
}

type Matchers = Readonly<Record<string, Matcher>>;

const of = (settings: Settings, { name }: Metric, more: Matchers = {}): string =>
  selector(name, { ...namespaceMatchers(settings), ...more });

const newest = (settings: Settings, kind: 'dump' | 'base'): string =>
  of(settings, backupMetrics.newestStored, { kind });

/** Infinitely long, once Prometheus has watched for half an hour: before that, not having seen a thing means nothing. */
const neverSeen = `(count(${m.up.name} offset 30m) * Inf)`;

/**
 * Seconds since a CronJob last did what it is for. One that never did counts from its creation, and one that nobody knows of counts as
 * forever. The look back of a day bridges a restart of kube-state-metrics: the age goes on growing meanwhile.
 *
 * @param inBucket when the bucket last got something of it, 0 where it has nothing. An exporter that is away is remembered for two weeks, and the
 *   age goes on growing; one that never told anything is another alert's business, so that whoever installs this is not paged.
 */
function doneAge(settings: Settings, cronjob: string, inBucket: string): string {
  const known = (metric: Metric) => lastKnown(of(settings, metric, { cronjob }), '1d');
  const success = known(m.lastSuccess);
  const created = known(m.cronJobCreated);
  if (settings.backup === undefined)
    return group([`time() - max(${success})`, `time() - max(${created})`, neverSeen].join('\nor\n'));
  const stored = `max by (namespace) (${lastKnown(inBucket, '14d')})`;
  const unknown = `label_replace(-1 * ${neverSeen}, "cronjob", "${cronjob}", "", "")`;
  // The labels keep the two apart, so that the older one counts. What the bucket lacks is due since the CronJob was made.
  const moments = [
    `max by (cronjob) (${success})`,
    `max by (cronjob) (${created})`,
    unknown,
    `${stored} != 0`,
    `${stored} + on () group_left () max(${created})`,
    stored,
  ];
  return group(`time() - ${aggregate('min', group(moments.join('\nor\n')))}`);
}

/**
 * Failed Jobs of a CronJob, until a later run succeeds. Kubernetes keeps failed Jobs around for reading their logs, so
 * that a failure alone would keep firing for days.
 */
function failedJobs(settings: Settings, cronjob: string): string {
  const byJob = (metric: Metric) =>
    `max by (job_name) (${lastKnown(of(settings, metric, { job_name: { matches: `${cronjob}-.*` } }), '10m')})`;
  const success = `max(${lastKnown(of(settings, m.lastSuccess, { cronjob }), '1d')})`;
  return group(`${byJob(m.jobFailed)}\nunless\n${byJob(m.jobStarted)} < on () group_left () ${success}`);
}

/** Seconds in which AWS ships the log of RDS: the point is as old as that, and nothing is wrong. */
const rdsShipsWithin = 300;

/** Seconds since the newest recovery point, last known within an hour. */
function pointAge(settings: Settings): string {
  const newest = `max(${lastKnown(of(settings, backupMetrics.recoveryPoint), '1h')})`;
  const grace = settings.database.kind === 'rds' ? ` - ${String(rdsShipsWithin)}` : '';
  return group(`time() - ${newest}${grace}\nor\n${neverSeen}`);
}

/** What the last check measured, for the database as it is now: a restore takes as long as there is to restore. */
function restoreEstimate(known: (metric: Metric) => string): string {
  // Between two exporters, one of which takes the place of the other, a stage counts once.
  const took = `sum(max by (stage) (${known(backupMetrics.restoreSeconds)}))`;
  return group(
    `${took}\n* max(${known(backupMetrics.databaseBytes)})\n/ (max(${known(backupMetrics.restoredBytes)}) > 0)`,
  );
}

/** Of the CronJobs of backups, 1 for each that is suspended. */
function suspended(settings: Settings): string {
  const { dump, base, restoreCheck } = backupNames;
  const ours = [dump, ...(settings.database.pointInTime === 'receiver' ? [base] : []), restoreCheck];
  const cronjob = { matches: ours.join('|') };
  return `max by (cronjob) (${lastKnown(of(settings, m.cronJobSuspended, { cronjob }))})`;
}
