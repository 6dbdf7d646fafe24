import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { capacity, leastTraffic } from './thresholds.ts';

/** Marks at which something has to grow. Nothing is broken yet. */
export const capacityAlerts: AlertGroup = {
  name: 'fraiseql-capacity',
  alerts: [
    {
      name: 'DatabaseLarge',
      severity: 'medium',
      for: '1h',
      expr: promql`${signal.databaseSize} > ${capacity.databaseSize}`,
      summary: 'The database has outgrown its plan.',
      description: text`The databases hold {{ $value | humanize }}B; a ticket above ${capacity.databaseSize}.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
    },
    {
      name: 'DatabaseSlow',
      severity: 'medium',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`
        ${signal.databaseLatencyP95.over('5m')} > ${capacity.databaseLatency}
        and
        ${signal.databaseTimingRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'The database answers slowly.',
      description: text`One database query in twenty takes longer than {{ $value | humanizeDuration }} (P95 over 5 minutes); a ticket above ${capacity.databaseLatency}.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'DatabaseConnectionsHigh',
      severity: 'medium',
      for: '5m',
      keepFiringFor: '15m',
      expr: promql`${signal.connectionsActive} > ${capacity.connectionsActive}`,
      summary: 'The service uses many database connections.',
      description: text`{{ $value | printf "%.0f" }} connections run a query, over all replicas; a ticket above ${capacity.connectionsActive}.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'DatabaseConnectionsWaiting',
      severity: 'medium',
      for: '5m',
      keepFiringFor: '15m',
      expr: promql`${signal.connectionsWaiting} > ${capacity.connectionsWaiting}`,
      summary: 'Requests wait for a database connection.',
      description: text`{{ $value | printf "%.0f" }} requests wait for a connection, over all replicas; a ticket above ${capacity.connectionsWaiting}.`,
      runbook: 'database',
      dashboard: 'fraiseql-database-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'CacheHitRateLow',
      severity: 'low',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`
        ${signal.cacheHitRatio.over('15m')} < ${capacity.cacheHitRatio}
        and
        ${signal.cacheLookupRate.over('15m')} >= ${leastTraffic.queries}`,
      summary: 'The cache misses too often.',
      description: text`{{ $value | humanizePercentage }} of cache look-ups hit over 15 minutes; a notice below ${capacity.cacheHitRatio}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'RequestRateHigh',
      severity: 'medium',
      for: '5m',
      keepFiringFor: '15m',
      expr: promql`${signal.requestRate.over('2m')} > ${capacity.requestRate}`,
      summary: 'Traffic has reached the mark for scaling out.',
      description: text`{{ $value | printf "%.0f" }} requests a second over 2 minutes; a ticket above ${capacity.requestRate}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
    },
  ],
};
