import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const spec = 'spec.template.spec';
const pods = (change: Record<string, unknown>) =>
  findings('spread-out', bend('Deployment', 'fraiseql-postgres-exporter', change));
const refused = [
  'Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.affinity.podAntiAffinity: Must keep its own replicas apart, or topologySpreadConstraints must: all may land on one node.',
];
const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'fraiseql-postgres-exporter' } };
const topologyKey = 'kubernetes.io/hostname';

test('refuses replicas that nothing keeps apart', () => {
  expect(pods({ [`${spec}.affinity`]: undefined })).toEqual(refused);
});

test('refuses replicas that are kept apart from others only', () => {
  const term = { topologyKey, labelSelector: { matchLabels: { app: 'other' } } };
  const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  expect(pods({ [`${spec}.affinity`]: { podAntiAffinity } })).toEqual(refused);
});

test('takes one replica, a required anti-affinity, and a constraint', () => {
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector }],
  };
  const constraint = { topologyKey, labelSelector, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' };
  expect(pods({ [`${spec}.affinity`]: undefined, 'spec.replicas': 1 })).toEqual([]);
  expect(pods({ [`${spec}.affinity`]: { podAntiAffinity } })).toEqual([]);
  expect(
    pods({ [`${spec}.affinity`]: undefined, [`${spec}.topologySpreadConstraints`]: [constraint] }),
  ).toEqual([]);
});
