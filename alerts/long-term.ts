import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { longTerm, none } from './thresholds.ts';

/** Whether history reaches the object store and is kept in order there. Nothing is lost yet when these fire. */
export const longTermAlerts: AlertGroup = {
  name: 'fraiseql-long-term',
  alerts: [
    {
      name: 'CompactionHalted',
      severity: 'medium',
      for: '5m',
      expr: promql`${signal.compactionHalted} > ${none}`,
      summary: 'The compactor has stopped for good.',
      description: text`The compactor met blocks that it cannot join, and does nothing until somebody looks at them.`,
      runbook: 'long-term',
      dashboard: 'fraiseql-on-call',
    },
    {
      name: 'CompactionStale',
      severity: 'medium',
      for: '30m', // longer than between two idle rounds: Prometheus may have been away for the others
      expr: promql`${signal.compactions.over(longTerm.compactionWithin)} == ${none}`,
      summary: 'The compactor gets nothing done.',
      description: text`The compactor has finished no round in the last 12 hours.`,
      runbook: 'long-term',
      dashboard: 'fraiseql-on-call',
      mutedBy: ['CompactionHalted'],
    },
    {
      name: 'UploadStale',
      severity: 'medium',
      for: '1h', // a server that was away uploads what it has when it is back
      expr: promql`${signal.uploads.over(longTerm.uploadWithin)} == ${none}`,
      summary: 'A Prometheus uploads no history.',
      description: text`The sidecar of {{ $labels.pod }} has uploaded no block in the last 6 hours. What is on its volume alone is lost with the volume, and with age.`,
      runbook: 'long-term',
      dashboard: 'fraiseql-on-call',
    },
  ],
};
