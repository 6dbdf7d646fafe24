import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { backup, disk, errorRatio, latency, leastTraffic, none, pool } from './thresholds.ts';

const { queryErrorRatio, queryLatencyP95, queryRate } = signal;

/**
 * The 11 alerts.
 *
 * A page about a ratio needs two windows that agree: the long one says that it matters, the short one that it still goes
 * on. One bad minute stays in a window of five for six minutes, and nobody should get up for it. The short window holds few
 * errors, so that chance alone would take it under the threshold now and then: it asks for half of it.
 */
export const core: AlertGroup = {
  name: 'fraiseql-core',
  // From fault to page: 30 s until a scrape sees it, 15 s until a rule does, 60 s of `for`, 5 s of grouping.
  interval: '15s',
  alerts: [
    {
      name: 'ServiceDown',
      severity: 'critical',
      for: '1m',
      keepFiringFor: '2m', // a replica that crashes again and again is one incident
      expr: promql`${signal.targetsUp} == ${none}`,
      summary: 'FraiseQL is down: no replica answers.',
      description: text`No replica has answered a scrape for a minute, or none is left in service discovery. Every query fails.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'HighErrorRate',
      severity: 'high',
      for: '5m',
      keepFiringFor: '5m',
      expr: promql`
        ${queryErrorRatio.over('5m')} > ${errorRatio.high}
        and
        ${queryErrorRatio.over('2m')} > ${errorRatio.highGoesOn}
        and
        ${queryRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'Queries fail far more often than usual.',
      description: text`{{ $value | humanizePercentage }} of queries failed in the last 5 minutes; pages above ${errorRatio.high}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'MediumErrorRate',
      severity: 'medium',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`
        ${queryErrorRatio.over('5m')} > ${errorRatio.medium}
        and
        ${queryRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'Queries fail more often than the objective allows.',
      description: text`{{ $value | humanizePercentage }} of queries failed in the last 5 minutes; a ticket above ${errorRatio.medium}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown', 'HighErrorRate'],
    },
    {
      name: 'HighLatency',
      severity: 'high',
      for: '5m',
      keepFiringFor: '5m',
      expr: promql`
        ${queryLatencyP95.over('5m')} > ${latency.high}
        and
        ${queryLatencyP95.over('2m')} > ${latency.high}
        and
        ${signal.queryTimingRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'Queries are far slower than usual.',
      description: text`One query in twenty takes longer than {{ $value | humanizeDuration }} (P95 over 5 minutes); pages above ${latency.high}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'MediumLatency',
      severity: 'medium',
      for: '30m',
      keepFiringFor: '15m',
      expr: promql`
        ${queryLatencyP95.over('5m')} > ${latency.medium}
        and
        ${signal.queryTimingRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'Queries are slower than the objective allows.',
      description: text`One query in twenty takes longer than {{ $value | humanizeDuration }} (P95 over 5 minutes); a ticket above ${latency.medium}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown', 'HighLatency'],
    },
    {
      name: 'DatabasePoolExhausted',
      severity: 'high',
      for: '5m',
      keepFiringFor: '5m',
      expr: promql`${signal.poolUse} > ${pool.exhausted}`,
      summary: 'A connection pool is nearly exhausted.',
      description: text`{{ $value | humanizePercentage }} of the fullest connection pool is in use; pages above ${pool.exhausted}. Queries begin to wait.`,
      runbook: 'database',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'DatabasePoolPressure',
      severity: 'medium',
      for: '5m',
      keepFiringFor: '15m',
      expr: promql`${signal.poolUse} > ${pool.pressure}`,
      summary: 'A connection pool runs full.',
      description: text`{{ $value | humanizePercentage }} of the fullest connection pool is in use; a ticket above ${pool.pressure}.`,
      runbook: 'database',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown', 'DatabasePoolExhausted'],
    },
    {
      name: 'DiskFull',
      severity: 'critical',
      for: '10m',
      keepFiringFor: '5m',
      expr: promql`${signal.volumeUse} > ${disk.full}`,
      summary: 'A database volume is nearly full.',
      description: text`{{ $value | humanizePercentage }} of volume {{ $labels.volume }} is used; pages above ${disk.full}. PostgreSQL stops when it is full.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'DiskPressure',
      severity: 'medium',
      for: '30m',
      keepFiringFor: '30m',
      expr: promql`
        ${signal.volumeUse} > ${disk.pressure}
        or
        (${signal.volumeUse} and ${signal.volumeFreeAhead.over(disk.horizon)} < ${disk.empty})`,
      summary: 'A database volume fills up.',
      description: text`{{ $value | humanizePercentage }} of volume {{ $labels.volume }} is used. A ticket above ${disk.pressure}, or when growth would fill it within ${disk.horizon}.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['DiskFull'],
    },
    {
      name: 'AnomalyDetected',
      severity: 'low',
      expr: promql`${signal.anomalies.over('5m')} > ${none}`,
      summary: 'The anomaly detection saw something unusual.',
      description: text`Anomalies that rule {{ $labels.rule }} detected in the last 5 minutes: {{ $value | printf "%.0f" }}.`,
      runbook: 'security',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'BackupStale',
      severity: 'critical',
      expr: promql`${signal.backupAge} > ${backup.stale}`,
      summary: 'The database has no recent backup.',
      description: text`{{ if gt $value 1e9 }}No CronJob fraiseql-backup is known at all.{{ else }}The last good backup is {{ $value | humanizeDuration }} old, or there never was one; pages above ${backup.stale}.{{ end }} What is lost now cannot be brought back.`,
      runbook: 'backup',
      dashboard: 'fraiseql-database-health',
    },
  ],
};
