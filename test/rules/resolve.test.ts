import { describe, expect, test } from 'vitest';
import { latency, leastTraffic, pool } from '../../alerts/thresholds.ts';
import { signal } from '../../src/metrics/signals.ts';
import type { Alert } from '../../src/model/alert.ts';
import { promql, text } from '../../src/promql/template.ts';
import { resolveAlerts } from '../../src/rules/resolve.ts';
import { production, withSettings } from '../good.ts';

const alert: Alert = {
  name: 'PoolFull',
  severity: 'high',
  for: '5m',
  expr: promql`
    ${signal.poolUse} > ${pool.exhausted}
    and
    ${signal.queryRate.over('5m')} >= ${leastTraffic.queries}`,
  summary: 'The pool is full.',
  description: text`{{ $value | humanizePercentage }} is used; pages above ${pool.exhausted}.`,
  runbook: 'database',
  dashboard: 'fraiseql-production-health',
};

const resolve = (alerts: readonly Alert[], changes: Readonly<Record<string, unknown>> = {}) =>
  resolveAlerts([{ name: 'group', interval: '15s', alerts }], withSettings(production, changes));

test('an alert becomes a rule: signals are series, thresholds are numbers, and people read the same numbers', () => {
  expect(resolve([alert]).groups).toEqual([
    {
      name: 'group',
      interval: '15s',
      rules: [
        {
          alert: 'PoolFull',
          expr: [
            'max(last_over_time(fraiseql_db_connections_active{job="fraiseql"}[2m]) / last_over_time(fraiseql_db_connections_max{job="fraiseql"}[2m])) > 0.9',
            'and',
            'sum(rate(fraiseql_queries_total{job="fraiseql"}[5m])) >= 0.833333',
          ].join('\n'),
          for: '5m',
          labels: {
            environment: 'production',
            namespace: 'fraiseql',
            service: 'fraiseql-api',
            severity: 'high',
          },
          annotations: {
            summary: 'The pool is full.',
            description: '{{ $value | humanizePercentage }} is used; pages above 90 %.',
            runbook_url: 'https://ops.fraiseql.com/runbooks/database.md#poolfull',
            dashboard_url: 'https://grafana.fraiseql.com/d/fraiseql-production-health',
          },
        },
      ],
    },
  ]);
});

describe('with the binding fraiseql-2.15', () => {
  const published = { 'metrics.binding': 'fraiseql-2.15' };

  test('an alert names the same signals and reads other series', () => {
    expect(resolve([alert], published).groups[0]?.rules[0]?.expr).toContain(
      'fraiseql_db_pool_connections_active{job="fraiseql"}[2m]) / 100',
    );
  });

  test('an alert whose signal has no series is left out, with the reason, and so is a group without alerts', () => {
    const anomaly = {
      ...alert,
      name: 'Anomaly',
      expr: promql`${signal.anomalies.over('5m')} > ${pool.exhausted}`,
    };
    expect(resolve([anomaly], published)).toEqual({
      groups: [],
      alerts: [],
      leftOut: [{ alert: 'Anomaly', reason: 'v2.15 does not count anomalies' }],
    });
  });

  test('the threshold of a page between two buckets moves to the bound above, and the description with it', () => {
    const slow = {
      ...alert,
      expr: promql`${signal.queryLatencyP95.over('5m')} > ${latency.high}`,
      description: text`Slower than ${latency.high}.`,
    };
    const [resolved] = resolve([slow], published).alerts;
    expect(resolved?.rule.expr).toMatch(/> 0\.5$/);
    expect(resolved?.rule.annotations.description).toBe('Slower than 500 ms.');
    expect(resolved?.snapped).toEqual([{ signal: 'queryLatencyP95', wanted: 0.3, used: 0.5 }]);
    const [ticket] = resolve([{ ...slow, severity: 'medium' }], published).alerts;
    expect(ticket?.rule.expr).toMatch(/> 0\.25$/);
  });
});

test('the profile initial has its own thresholds', () => {
  const slow = { ...alert, expr: promql`${signal.queryLatencyP95.over('5m')} > ${latency.high}` };
  expect(resolve([slow], { 'thresholds.profile': 'initial' }).groups[0]?.rules[0]?.expr).toMatch(/> 0\.5$/);
});
