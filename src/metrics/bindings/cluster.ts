import { jobs } from '../../model/jobs.ts';
import { group, lastKnown } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing, type Binding } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { SignalName } from '../signals.ts';
import { alertSignals } from './alerts.ts';
import { logArchive } from './log-archive.ts';
import { logs } from './logs.ts';
import { longTerm } from './long-term.ts';
import { monitoring } from './monitoring.ts';
import { objectiveSignals } from './objectives.ts';
import { probes } from './probes.ts';
import { jobMatchers, namespaceMatchers, type ServiceSignal } from './service.ts';
import { databaseVolumes } from './volumes.ts';

/** Signals of what the service runs on: the same for every metrics binding. */
export type ClusterSignal = Exclude<SignalName, ServiceSignal>;

/** Names of the CronJobs, as their manifests have them. */
export const cronJobs = { backup: 'fraiseql-backup', restoreCheck: 'fraiseql-restore-check' } as const;

/** Kubernetes, the kubelet, PostgreSQL, the backups, what is seen from outside, and the monitoring itself. */
export const clusterBinding: Binding<ClusterSignal> = (settings) => ({
  ...probes(settings),
  ...monitoring(settings),
  ...objectiveSignals(settings),
  ...alertSignals(settings),
  ...longTerm(settings),
  ...logs(settings),
  ...logArchive(settings),
  ...containers(settings),
  ...databaseVolumes(settings),
  // A primary and its replicas each tell of the same databases.
  databaseSize: carrier(
    () =>
      `sum(max by (datname) (${lastKnown(selector(m.databaseSize.name, jobMatchers(settings, jobs.postgresExporter)))}))`,
  ),
  replicationLag:
    settings.database.kind === 'rds'
      ? missing('the settings name no replica, and RDS tells the lag of each by its own name')
      : carrier(
          () =>
            `max(${lastKnown(selector(m.replicationLag.name, jobMatchers(settings, jobs.postgresExporter)))})`,
        ),
  backupAge: carrier(() => cronJobAge(settings, cronJobs.backup)),
  backupFailures: carrier(() => failedJobs(settings, cronJobs.backup)),
  restoreCheckAge: carrier(() => cronJobAge(settings, cronJobs.restoreCheck)),
  restoreCheckFailures: carrier(() => failedJobs(settings, cronJobs.restoreCheck)),
  recoveryPointAge:
    settings.database.pointInTime === 'none'
      ? missing('database.pointInTime is none, so the newest dump is the recovery point')
      : carrier(() => age(selector(m.recoveryPoint.name, namespaceMatchers(settings)), '1h')),
});

/** Use of the limit, by container: a container without a limit has no ratio, and a sidecar does not hide the server. */
function containers(settings: Settings) {
  const pods = {
    ...namespaceMatchers(settings),
    pod: { matches: `${settings.service.name}-.*` },
    container: { not: '' },
  };
  // Two replicas of kube-state-metrics tell of the same limit: it counts once.
  const limit = (resource: string) =>
    `max by (pod, container) (${lastKnown(selector(m.resourceLimits.name, { ...pods, resource }))})`;
  const cpu = (window: string) =>
    `sum by (pod, container) (rate(${selector(m.cpuUsage.name, pods)}[${window}]))`;
  const memory = `max by (pod, container) (${lastKnown(selector(m.memoryUsage.name, pods))})`;
  return {
    cpuUse: carrier((window) => group(`${cpu(window)}\n/\n${limit('cpu')}`)),
    memoryUse: carrier(() => group(`${memory}\n/\n${limit('memory')}`)),
  };
}

/** Infinitely long, once Prometheus has watched for half an hour: before that, not having seen a thing means nothing. */
const neverSeen = `(count(${m.up.name} offset 30m) * Inf)`;

/** Seconds since the newest moment of a series of moments, last known within the look back. */
const age = (moments: string, lookback: string): string =>
  group(`time() - max(${lastKnown(moments, lookback)})\nor\n${neverSeen}`);

/**
 * Seconds since a CronJob last succeeded. One that never did counts from its creation, and one that nobody knows of counts
 * as forever. The look back of a day bridges a restart of kube-state-metrics: the age goes on growing meanwhile.
 */
function cronJobAge(settings: Settings, cronjob: string): string {
  const known = (metric: string) =>
    lastKnown(selector(metric, { ...namespaceMatchers(settings), cronjob }), '1d');
  return group(
    [
      `time() - max(${known(m.lastSuccess.name)})`,
      `time() - max(${known(m.cronJobCreated.name)})`,
      neverSeen,
    ].join('\nor\n'),
  );
}

/**
 * Failed Jobs of a CronJob, until a later run succeeds. Kubernetes keeps failed Jobs around for reading their logs, so
 * that a failure alone would keep firing for days.
 */
function failedJobs(settings: Settings, cronjob: string): string {
  const matchers = namespaceMatchers(settings);
  const byJob = (metric: string) => {
    const jobs = selector(metric, { ...matchers, job_name: { matches: `${cronjob}-.*` } });
    return `max by (job_name) (${lastKnown(jobs, '10m')})`;
  };
  const success = `max(${lastKnown(selector(m.lastSuccess.name, { ...matchers, cronjob }), '1d')})`;
  return group(
    `${byJob(m.jobFailed.name)}\nunless\n${byJob(m.jobStarted.name)} < on () group_left () ${success}`,
  );
}
