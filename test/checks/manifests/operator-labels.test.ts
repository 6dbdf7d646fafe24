import { expect, test } from 'vitest';
import { production, withSettings } from '../../good.ts';
import { findings, good, manifestsOf } from './judge.ts';

const labels = { release: 'kube-prometheus-stack' };

test('takes objects with the labels of the settings', () => {
  const settings = withSettings(production, { 'monitoring.operatorLabels': labels });
  expect(findings('operator-labels', manifestsOf(settings))).toEqual([]);
});

test('refuses what the operator would not see', () => {
  const found = findings('operator-labels', { ...good(), operatorLabels: labels });
  expect(found).toContain(
    "PrometheusRule monitoring/fraiseql-alerts, metadata.labels.release: Must be 'kube-prometheus-stack', got nothing: the Prometheus Operator would not see the object.",
  );
  const kinds = new Set(found.map((line) => line.split(' ')[0]));
  expect([...kinds].sort()).toEqual([
    'Alertmanager',
    'Probe',
    'Prometheus',
    'PrometheusRule',
    'ServiceMonitor',
  ]);
});
