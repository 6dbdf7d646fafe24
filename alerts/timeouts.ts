import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { errorRatio, leastTraffic } from './thresholds.ts';

/** Queries that were given up. A timeout holds its connection to the end, so that a few of them take the rest along. */
export const timeouts: AlertGroup = {
  name: 'fraiseql-timeouts',
  interval: '15s',
  alerts: [
    {
      name: 'QueryTimeouts',
      severity: 'critical',
      for: '3m', // longer than the short window: a burst that is over pages nobody
      keepFiringFor: '5m',
      expr: promql`
        ${signal.queryTimeoutRatio.over('5m')} > ${errorRatio.timeouts}
        and
        ${signal.queryTimeoutRatio.over('2m')} > ${errorRatio.timeoutsGoOn}
        and
        ${signal.queryRate.over('5m')} >= ${leastTraffic.queries}`,
      summary: 'Queries time out.',
      description: text`{{ $value | humanizePercentage }} of queries timed out in the last 5 minutes; pages above ${errorRatio.timeouts}.`,
      runbook: 'queries',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
  ],
};
