import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { resources } from './thresholds.ts';

/** CPU and memory of the service's containers, as shares of their limits. */
export const resourceAlerts: AlertGroup = {
  name: 'fraiseql-resources',
  alerts: [
    {
      name: 'CpuSaturated',
      severity: 'critical',
      for: '1m', // the window already holds five minutes
      keepFiringFor: '5m',
      expr: promql`${signal.cpuUse.over('5m')} > ${resources.cpuCritical}`,
      summary: 'A container has no CPU left.',
      description: text`Container {{ $labels.container }} of pod {{ $labels.pod }} used {{ $value | humanizePercentage }} of its CPU limit over 5 minutes; pages above ${resources.cpuCritical}.`,
      runbook: 'resources',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'CpuPressure',
      severity: 'medium',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`${signal.cpuUse.over('5m')} > ${resources.cpuPressure}`,
      summary: 'A container runs short of CPU.',
      description: text`Container {{ $labels.container }} of pod {{ $labels.pod }} used {{ $value | humanizePercentage }} of its CPU limit over 5 minutes; a ticket above ${resources.cpuPressure}.`,
      runbook: 'resources',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['CpuSaturated'],
    },
    {
      name: 'MemorySaturated',
      severity: 'critical',
      for: '1m',
      keepFiringFor: '5m',
      expr: promql`${signal.memoryUse} > ${resources.memoryCritical}`,
      summary: 'A container is about to be killed for its memory.',
      description: text`Container {{ $labels.container }} of pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit; pages above ${resources.memoryCritical}.`,
      runbook: 'resources',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'MemoryPressure',
      severity: 'medium',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`${signal.memoryUse} > ${resources.memoryPressure}`,
      summary: 'A container runs short of memory.',
      description: text`Container {{ $labels.container }} of pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit; a ticket above ${resources.memoryPressure}.`,
      runbook: 'resources',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['MemorySaturated'],
    },
  ],
};
