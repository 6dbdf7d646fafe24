import { expect, test } from 'vitest';
import { bend, findings, remove } from './judge.ts';

const namespace = (value: unknown) =>
  findings(
    'namespace-set',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'metadata.namespace': value }),
  );
const field = 'Deployment %/fraiseql-postgres-exporter, metadata.namespace';

test('refuses an object without a namespace', () => {
  expect(namespace(undefined)).toEqual([
    'Deployment fraiseql-postgres-exporter, metadata.namespace: Is missing: the object would land wherever somebody applies it from.',
  ]);
});

test("refuses 'default'", () => {
  expect(namespace('default')).toEqual([
    `${field.replace('%', 'default')}: Must not be 'default': nothing isolates what others put there. Name another.`,
  ]);
});

test('refuses a namespace that nobody makes', () => {
  expect(namespace('monitor')).toEqual([
    `${field.replace('%', 'monitor')}: Must be one that is made here or in src/platform/prerequisites.ts, 'argocd', 'fraiseql', 'grafana', 'kube-system' or 'monitoring', got 'monitor'.`,
  ]);
  expect(findings('namespace-set', remove('Namespace', 'monitoring')).length).toBeGreaterThan(40);
});

test('refuses a namespace for what belongs to the whole cluster', () => {
  const wrong = bend('ClusterRole', 'monitoring-fraiseql-prometheus', { 'metadata.namespace': 'monitoring' });
  expect(findings('namespace-set', wrong)).toEqual([
    "ClusterRole monitoring/monitoring-fraiseql-prometheus, metadata.namespace: Must not be set, got 'monitoring': a ClusterRole belongs to the whole cluster.",
  ]);
});
