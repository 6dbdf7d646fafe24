import { jobs } from '../../model/jobs.ts';
import { backupNames } from '../../model/names.ts';
import { group, lastKnown } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing, type Binding } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { SignalName } from '../signals.ts';
import { alertSignals } from './alerts.ts';
import { backups } from './backup.ts';
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
export const cronJobs = { backup: backupNames.dump, restoreCheck: backupNames.restoreCheck } as const;

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
  ...backups(settings),
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
