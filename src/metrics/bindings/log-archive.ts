import { jobs } from '../../model/jobs.ts';
import { group, lastKnown, ratio } from '../../promql/fragments.ts';
import { selector } from '../../promql/selector.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier, missing } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { Metric } from '../metric.ts';
import { jobMatchers } from './service.ts';

/** Whether raw lines reach the bucket, by the collector of each node. */
export function logArchive(settings: Settings) {
  if (settings.logs?.archive === undefined) {
    const none = missing('logs.archive is left out, so that no raw lines are kept');
    return { linesArchived: none, archiveBacklog: none };
  }
  const of = ({ name }: Metric, part: Readonly<Record<string, string>>) =>
    selector(name, { ...jobMatchers(settings, jobs.logArchive), ...part });
  const waits = { exporter: 'otlp_grpc' };
  const inQueue = (metric: Metric) => `max by (pod) (${lastKnown(of(metric, waits))})`;
  return {
    linesArchived: carrier((window) =>
      archived(of(m.archiveRead, { receiver: 'filelog' }), of(m.archiveSent, { exporter: 'awss3' }), window),
    ),
    archiveBacklog: carrier(() => ratio(inQueue(m.archiveQueueSize), inQueue(m.archiveQueueCapacity))),
  };
}

/** Of collectors that read lines: a node without any owes none. What S3 has never taken has no counter, and counts as 0. */
function archived(read: string, sent: string, window: string): string {
  const rose = (series: string) => `sum by (pod) (increase(${series}[${window}]))`;
  return group([group(`${rose(sent)}\nor\n0 * ${rose(read)}`), 'and', `${rose(read)} > 0`].join('\n'));
}
