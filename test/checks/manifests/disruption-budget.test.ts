import { expect, test } from 'vitest';
import { add, bend, findings, objectOf, remove } from './judge.ts';

const budget = (change: Record<string, unknown>) =>
  findings('disruption-budget', bend('PodDisruptionBudget', 'fraiseql-postgres-exporter', change));
const object = 'PodDisruptionBudget monitoring/fraiseql-postgres-exporter';

test('refuses two replicas without a budget', () => {
  expect(findings('disruption-budget', remove('PodDisruptionBudget', 'fraiseql-postgres-exporter'))).toEqual([
    'Deployment monitoring/fraiseql-postgres-exporter, spec.replicas: 2 without a PodDisruptionBudget: an emptied node may end all of them at once.',
  ]);
  expect(findings('disruption-budget', remove('PodDisruptionBudget', 'fraiseql-prometheus'))).toHaveLength(1);
});

test.each([
  ['maxUnavailable', 0, '0'],
  ['maxUnavailable', '0%', "'0%'"],
  ['minAvailable', 2, '2'],
  ['minAvailable', '51%', "'51%'"],
])('refuses %s: %s, which lets none go', (field, value, got) => {
  expect(budget({ 'spec.maxUnavailable': undefined, [`spec.${field}`]: value })).toEqual([
    `${object}, spec.${field}: Lets none of 2 pods go, got ${got}: its node could never be emptied. Use maxUnavailable: 1.`,
  ]);
});

test.each([
  ['maxUnavailable', '1%'],
  ['minAvailable', 1],
  ['minAvailable', '50%'],
])('takes %s: %s', (field, value) => {
  expect(budget({ 'spec.maxUnavailable': undefined, [`spec.${field}`]: value })).toEqual([]);
});

test('refuses one that keeps pods which are never ready', () => {
  expect(budget({ 'spec.unhealthyPodEvictionPolicy': undefined })).toEqual([
    `${object}, spec.unhealthyPodEvictionPolicy: Must be 'AlwaysAllow', got nothing: a pod that is never ready would keep its node from being emptied.`,
  ]);
});

test('leaves one that selects no pods to selectors-match', () => {
  const matchLabels = { app: 'other' };
  expect(budget({ 'spec.selector': { matchLabels } })).toEqual([
    'Deployment monitoring/fraiseql-postgres-exporter, spec.replicas: 2 without a PodDisruptionBudget: an emptied node may end all of them at once.',
  ]);
  expect(budget({ 'spec.selector': undefined })).toHaveLength(1);
});

test.each([
  ['maxUnavailable', 2, '2'],
  ['maxUnavailable', '100%', "'100%'"],
  ['maxUnavailable', '51%', "'51%'"],
  ['minAvailable', 0, '0'],
  ['minAvailable', '0%', "'0%'"],
])('refuses %s: %s, which lets all go', (field, value, got) => {
  expect(budget({ 'spec.maxUnavailable': undefined, [`spec.${field}`]: value })).toEqual([
    `${object}, spec.${field}: Lets all of 2 pods go at once, got ${got}. Use maxUnavailable: 1.`,
  ]);
});

test('takes one that lets the only pod go', () => {
  expect(
    findings('disruption-budget', bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.replicas': 1 })),
  ).toEqual([]);
});

test('refuses a second budget for the same pods', () => {
  const first = objectOf('PodDisruptionBudget', 'fraiseql-postgres-exporter');
  const second = { ...first, metadata: { ...first.metadata, name: 'second' } };
  expect(findings('disruption-budget', add(second))).toEqual([
    "PodDisruptionBudget monitoring/second, spec.selector: Selects the pods of Deployment 'fraiseql-postgres-exporter', as 'fraiseql-postgres-exporter' does: Kubernetes would move none of them.",
  ]);
});
