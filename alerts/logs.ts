import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { logs, none } from './thresholds.ts';

/** Whether lines arrive in Elasticsearch and in the archive. What has not arrived is still on the node, for as long as there is room. */
export const logAlerts: AlertGroup = {
  name: 'fraiseql-logs',
  alerts: [
    {
      name: 'LogStoreUnreachable',
      severity: 'medium',
      for: '10m',
      keepFiringFor: '15m', // mutes LogsDelayed until the lines that waited are in
      expr: promql`${signal.logStoreUp} == ${none}`,
      summary: 'Elasticsearch does not answer about the logs.',
      description: text`For 10 minutes Elasticsearch has not answered the exporter of the logs, or refused it. Lines wait on the nodes, and nobody can search.`,
      runbook: 'logs',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'LogsDelayed',
      severity: 'medium',
      for: '10m', // a node's shipper is replaced, or Elasticsearch restarts
      keepFiringFor: '5m',
      expr: promql`${signal.logAge} > ${logs.late}`,
      summary: 'Log lines of a node arrive late, or not at all.',
      description: text`{{ if gt $value 1e9 }}A replica runs on {{ $labels.node }}, and Elasticsearch has no line of that node.{{ else }}The newest line that Elasticsearch has of {{ $labels.node }} is {{ $value | humanizeDuration }} old; tells above ${logs.late}.{{ end }}`,
      runbook: 'logs',
      dashboard: 'fraiseql-on-call',
      mutedBy: ['LogStoreUnreachable', 'ServiceDown'],
    },
    {
      name: 'LogsRejected',
      severity: 'medium',
      keepFiringFor: '15m', // one ticket for lines that come now and then
      expr: promql`${signal.logsRejected} > ${none}`,
      summary: 'Elasticsearch refuses log lines.',
      description: text`Elasticsearch refused {{ $value | printf "%.0f" }} lines of the last 15 minutes. They are kept as text, and no search by a field finds them.`,
      runbook: 'logs',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'LogArchiveFilling',
      severity: 'high',
      for: '5m',
      keepFiringFor: '15m',
      expr: promql`${signal.archiveBacklog} > ${logs.backlog}`,
      summary: 'Raw lines of a node cannot be archived, and are about to be lost.',
      description: text`{{ $value | humanizePercentage }} of the queue of {{ $labels.pod }} waits for S3; pages above ${logs.backlog}. When it is full, lines that kubelet rotates away are in no archive.`,
      runbook: 'logs',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'LogArchiveStalled',
      severity: 'medium',
      for: '45m', // a collector that is new writes its first object within half an hour
      expr: promql`${signal.linesArchived.over(logs.archivedWithin)} == ${none}`,
      summary: 'Raw lines of a node are not archived.',
      description: text`The collector {{ $labels.pod }} has read lines in the last hour, and S3 took none of them. They wait on the node.`,
      runbook: 'logs',
      dashboard: 'fraiseql-on-call',
      mutedBy: ['LogArchiveFilling'],
    },
  ],
};
