import { jobs } from '../../model/jobs.ts';
import { group, lastKnown } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import { logsMetrics } from '../logs.ts';
import type { Metric } from '../metric.ts';
import { jobMatchers, namespaceMatchers } from './service.ts';

/** Whether lines of the service arrive in Elasticsearch: what Elasticsearch has, not what somebody believes to have sent. */
export function logs(settings: Settings) {
  if (settings.logs === undefined) {
    const none = missing('logs is left out, so that this stack ships none');
    return { logAge: none, logStoreUp: none, logsRejected: none };
  }
  const of = ({ name }: Metric) => lastKnown(selector(name, jobMatchers(settings, jobs.logsExporter)));
  const up = `max(${of(logsMetrics.elasticsearchUp)})`;
  return {
    logAge: carrier(() => logAge(settings, `max by (node) (${of(logsMetrics.newest)})`, up)),
    logStoreUp: carrier(() => up),
    logsRejected: carrier(() => `max(${of(logsMetrics.rejected)})`),
  };
}

/**
 * A node whose replica ran 15 minutes ago and that has no line at all is infinitely late, as long as somebody asked and was answered.
 * A node that no replica runs on any more owes no lines.
 */
function logAge(settings: Settings, newest: string, up: string): string {
  const nodes = (offset?: string) => `count by (node) ${running(settings, offset)}`;
  const never = `${nodes('offset 15m')} * Inf and on () ${up} == 1`;
  const late = group(`time() - ${newest}\nor\n${never}`);
  return group(`${late}\nand on (node)\n${nodes()}`);
}

/**
 * Replicas that run: one that waits for room is on no node, and one that was evicted, or whose node was shut down, stays in the list of
 * its node after its end, as does a finished Job of the same name.
 */
function running(settings: Settings, offset = ''): string {
  const which = { ...namespaceMatchers(settings), pod: { matches: `${settings.service.name}-.*` } };
  const known = (series: string) => (offset === '' ? lastKnown(series) : `${series} ${offset}`);
  const placed = known(selector(m.podInfo.name, { ...which, node: { not: '' } }));
  const phase = known(selector(m.podPhase.name, { ...which, phase: 'Running' }));
  return group(`${placed}\nand on (namespace, pod)\n${phase} == 1`);
}
