import { jobs } from '../../model/jobs.ts';
import { aggregate, group } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import { jobMatchers } from './service.ts';

/** Whether the monitoring itself works. */
export const monitoring = (settings: Settings) => ({
  // Prometheus names a group `file;group`, and evaluates those of other teams too.
  ruleFailures: carrier((window) => {
    const failures = selector(m.ruleFailures.name, { rule_group: { matches: '(.*;)?fraiseql-.*' } });
    return `sum by (rule_group) (increase(${failures}[${window}]))`;
  }),
  notificationFailures: carrier(
    (window) => `sum by (integration) (increase(${m.notificationsFailed.name}[${window}]))`,
  ),
  monitoringUp: carrier(() => monitoringUp(settings)),
});

/**
 * By job: 0 where the database does not answer its exporter, else whether each target answers, else 0 where no target is
 * left. `absent` keeps the label `job`, and is asked of each job alone.
 */
function monitoringUp(settings: Settings): string {
  const names = watchedJobs(settings);
  const up = (job: string) => selector(m.up.name, jobMatchers(settings, job));
  const all = selector(m.up.name, { job: { matches: names.join('|') }, ...settings.service.matchers });
  const database = selector(m.databaseUp.name, jobMatchers(settings, jobs.postgresExporter));
  const gone = aggregate('min', group(names.map((job) => `absent(${up(job)})`).join('\nor\n')), ['job']);
  return group([`min by (job) (${database}) == 0`, `min by (job) (${all})`, `${gone} - 1`].join('\nor\n'));
}

/** Jobs that this stack has scraped besides the service. On a shared platform the rest is somebody else's to watch. */
function watchedJobs({ probes, platform, health, logs, backup }: Settings): string[] {
  const exporters = [
    jobs.postgresExporter,
    ...(Object.keys(probes).length > 0 ? [jobs.blackboxExporter] : []),
    ...(health === undefined ? [] : [jobs.health]),
    ...(logs === undefined ? [] : [jobs.logsExporter]),
    ...(logs?.archive === undefined ? [] : [jobs.logArchive]),
    ...(backup === undefined ? [] : [jobs.backupExporter]),
  ];
  if (platform.kind === 'shared') return exporters;
  const { prometheus, longTerm } = platform;
  return [
    ...exporters,
    ...[jobs.prometheus, jobs.alertmanager, jobs.kubeStateMetrics, jobs.kubelet],
    ...(longTerm === undefined ? [] : [jobs.thanosQuery, jobs.thanosStore, jobs.thanosCompact]),
    ...(prometheus.shards > 1 ? [jobs.thanosRuler] : []),
  ];
}
