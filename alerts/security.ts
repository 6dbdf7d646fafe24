import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { leastTraffic, none, security } from './thresholds.ts';

/** Who tries to get in, and how hard. Metrics name no client: the logs do, and the runbook says how to ask them. */
export const securityAlerts: AlertGroup = {
  name: 'fraiseql-security',
  alerts: [
    {
      name: 'AuthenticationFailures',
      severity: 'medium',
      for: '2m',
      keepFiringFor: '15m',
      expr: promql`${signal.authFailures.over('2m')} > ${security.authFailures}`,
      summary: 'Credentials are refused far more often than usual.',
      description: text`{{ $value | printf "%.0f" }} requests a minute are refused for their credentials; a ticket above ${security.authFailures}.`,
      runbook: 'security',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'RateLimitTriggered',
      severity: 'low',
      keepFiringFor: '15m',
      expr: promql`${signal.rateLimited.over('5m')} > ${none}`,
      summary: 'A rate limit refuses requests.',
      description: text`Requests of tier {{ $labels.tier }} that the rate limit refused in the last 5 minutes: {{ $value | printf "%.0f" }}.`,
      runbook: 'security',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'ApiKeyValidationSlow',
      severity: 'medium',
      for: '15m',
      keepFiringFor: '15m',
      expr: promql`
        ${signal.apiKeyLatencyP95.over('5m')} > ${security.apiKeyLatency}
        and
        ${signal.apiKeyTimingRate.over('5m')} >= ${leastTraffic.apiKeyChecks}`,
      summary: 'Checking API keys is slow.',
      description: text`One check in twenty takes longer than {{ $value | humanizeDuration }} (P95 over 5 minutes); a ticket above ${security.apiKeyLatency}.`,
      runbook: 'security',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
  ],
};
