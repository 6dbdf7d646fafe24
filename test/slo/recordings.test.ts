import { describe, expect, test } from 'vitest';
import { objectives, tiers } from '../../alerts/slos.ts';
import { isKnownMetric } from '../../src/metrics/labels.ts';
import type { RecordingRule } from '../../src/model/rule.ts';
import { burnAlerts } from '../../src/slo/alerts.ts';
import { recordingGroups } from '../../src/slo/recordings.ts';
import { production, withSettings } from '../good.ts';
import { variants } from '../variants.ts';

const rulesOf = (settings = production): RecordingRule[] =>
  recordingGroups(objectives, settings).flatMap(({ rules }) => rules as RecordingRule[]);

describe('what is recorded', () => {
  test('has the names and labels by which dashboards made for sloth find it', () => {
    const errors = rulesOf().filter(({ labels }) => labels.sloth_slo === 'errors');
    const names = errors.map(({ record }) => record).filter((name) => !name.includes('increase'));
    expect(names).toEqual([
      ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'].map(
        (window) => `slo:sli_error:ratio_rate${window}`,
      ),
      'slo:objective:ratio',
      'slo:error_budget:ratio',
      'slo:time_period:days',
      'slo:current_burn_rate:ratio',
      'slo:period_burn_rate:ratio',
      'slo:period_error_budget_remaining:ratio',
      'sloth_slo_info',
    ]);
    expect(errors.find(({ record }) => record === 'slo:sli_error:ratio_rate1h')?.labels).toEqual({
      environment: 'production',
      namespace: 'fraiseql',
      service: 'fraiseql-api',
      sloth_id: 'fraiseql-api-errors',
      sloth_service: 'fraiseql-api',
      sloth_slo: 'errors',
      sloth_window: '1h',
    });
  });

  test.each(variants)('is a series of its own, and one that we know: %s', (_, settings) => {
    const rules = rulesOf(settings);
    const identities = rules.map(({ record, labels }) => `${record} ${JSON.stringify(labels)}`);
    expect(new Set(identities).size).toBe(identities.length);
    expect(rules.filter(({ record }) => !isKnownMetric(record))).toEqual([]);
  });

  test('has clean decimals: 0.001, and not 0.0010000000000000009', () => {
    const budget = rulesOf().find(
      ({ record, labels }) => record === 'slo:error_budget:ratio' && labels.sloth_slo === 'errors',
    );
    expect(budget?.expr).toBe('vector(0.001)');
  });

  test('judges by a stricter bucket where the binding has none of 150 ms', () => {
    const rules = rulesOf(withSettings(production, { 'metrics.binding': 'fraiseql-2.15' }));
    const slices = rules.filter(
      ({ record, labels }) => record.endsWith('error:increase30s') && labels.sloth_slo?.startsWith('latency'),
    );
    expect(slices.map(({ expr }) => /le="([\d.]+)"/.exec(expr)?.[1])).toEqual(['0.1', '0.1']);
  });
});

test('every objective has one alert that pages, one that writes a ticket, and one for when it is not measured', () => {
  const alerts = objectives.flatMap((objective) => burnAlerts(objective, tiers));
  expect(alerts.map(({ name, severity }) => `${name} ${severity}`)).toEqual([
    'AvailabilityBurnFast high',
    'AvailabilityBurnSlow medium',
    'AvailabilityUnmeasured high',
    'LatencyBurnFast high',
    'LatencyBurnSlow medium',
    'LatencyUnmeasured high',
    'ErrorsBurnFast high',
    'ErrorsBurnSlow medium',
    'ErrorsUnmeasured high',
  ]);
});
