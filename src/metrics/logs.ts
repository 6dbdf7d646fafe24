import type { Metric } from './metric.ts';

/** What `logs exporter` exports: what Elasticsearch itself has, not what somebody believes to have sent. */
export const logsMetrics = {
  newest: {
    name: 'fraiseql_logs_newest_timestamp_seconds',
    type: 'gauge',
    help: 'Time of the newest line in Elasticsearch, of each node that had one in the last 24 hours.',
    labels: ['node'],
  },
  elasticsearchUp: {
    name: 'fraiseql_logs_elasticsearch_up',
    type: 'gauge',
    help: '1 when Elasticsearch answered the last check, else 0.',
  },
  rejected: {
    name: 'fraiseql_logs_rejected_documents',
    type: 'gauge',
    help: 'Documents that were put aside in the last 15 minutes, because Elasticsearch refused them.',
  },
  lastCheck: {
    name: 'fraiseql_logs_last_check_timestamp_seconds',
    type: 'gauge',
    help: 'Time of the last check that Elasticsearch answered.',
  },
} as const satisfies Readonly<Record<string, Metric>>;
