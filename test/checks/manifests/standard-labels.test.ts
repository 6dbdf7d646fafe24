import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const label = (name: string) => `labels['app.kubernetes.io/${name}']`;
const labels = (kind: string, name: string, field: string, value: unknown) =>
  findings('standard-labels', bend(kind, name, { [field]: value }));

test.each([
  ['managed-by', undefined, "Must be 'cdk8s', got nothing."],
  ['part-of', 'other', "Must be 'fraiseql-monitoring', got 'other'."],
])('refuses an object without %s', (name, value, message) => {
  expect(labels('Role', 'monitoring-fraiseql-kube-state-metrics', `metadata.${label(name)}`, value)).toEqual([
    `Role fraiseql/monitoring-fraiseql-kube-state-metrics, metadata.${label(name)}: ${message}`,
  ]);
});

test.each([
  ['name', undefined, 'Is missing.'],
  ['instance', 'other', "Must be 'fraiseql-postgres-exporter', got 'other'."],
])('refuses a workload and pods without %s', (name, value, message) => {
  for (const field of [`metadata.${label(name)}`, `spec.template.metadata.${label(name)}`]) {
    expect(labels('Deployment', 'fraiseql-postgres-exporter', field, value)).toEqual([
      `Deployment monitoring/fraiseql-postgres-exporter, ${field}: ${message}`,
    ]);
  }
});

test('refuses pods of the operator that are part of nothing', () => {
  const field = `spec.podMetadata.${label('part-of')}`;
  expect(labels('Prometheus', 'fraiseql', field, undefined)).toEqual([
    `Prometheus monitoring/fraiseql, ${field}: Must be 'fraiseql-monitoring', got nothing.`,
  ]);
});

test.each(['two words', '-dash', 'x'.repeat(64)])('refuses a value that Kubernetes refuses: %s', (value) => {
  expect(labels('Service', 'fraiseql-postgres-exporter', 'metadata.labels.team', value)).toEqual([
    `Service monitoring/fraiseql-postgres-exporter, metadata.labels.team: Must be at most 63 letters, digits, '-', '_' and '.', got '${value}'.`,
  ]);
});

test('refuses a key that Kubernetes refuses', () => {
  expect(labels('Service', 'fraiseql-postgres-exporter', 'metadata.labels', { 'a/b/c': 'x' })).toContain(
    "Service monitoring/fraiseql-postgres-exporter, metadata.labels['a/b/c']: Must be at most 63 letters, digits, '-', '_' and '.', got 'x'.",
  );
});

test.each(['', 'x', 'v1.2_3-4'])("takes the value '%s'", (value) => {
  expect(labels('Service', 'fraiseql-postgres-exporter', 'metadata.labels.team', value)).toEqual([]);
});
