import { expect, test } from 'vitest';
import { add, bend, findings, objectOf } from './judge.ts';

const field = 'spec.template.spec.containers[0].resources';

test.each(['requests', 'limits'])('refuses a container without %s', (side) => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', { [`${field}.${side}`]: undefined });
  const missing = (resource: string) =>
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}.${side}.${resource}: Is missing: the scheduler and the node would guess.`;
  expect(findings('resources-set', wrong)).toEqual(['cpu', 'memory', 'ephemeral-storage'].map(missing));
});

test('refuses a limit of memory that is not the request', () => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', { [`${field}.limits.memory`]: '1Gi' });
  expect(findings('resources-set', wrong)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}.limits.memory: Must be the request, '64Mi', got '1Gi': memory cannot be taken back, so that a full node would kill pods.`,
  ]);
});

test.each([
  ['spec.resources', 'spec'],
  ['spec.thanos.resources', 'spec.thanos'],
  ['spec.containers[0].resources', 'spec.containers[0]'],
  ['spec.initContainers', 'spec.initContainers[init-config-reloader]'],
])('looks at containers of the operator: without %s', (taken, place) => {
  const found = findings('resources-set', bend('Prometheus', 'fraiseql', { [taken]: undefined }));
  expect(found).toHaveLength(6);
  expect(found[0]).toMatch(`Prometheus monitoring/fraiseql, ${place}.resources.requests.cpu: `);
});

test('refuses a limit below the request', () => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', { [`${field}.limits.cpu`]: '0.01' });
  expect(findings('resources-set', wrong)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}.limits.cpu: Must not be below the request, '20m', got '0.01': the API server would refuse the pods.`,
  ]);
});

test.each(['4096', '1Mi', '8M'])('refuses %s of memory', (memory) => {
  const amounts = { [`${field}.requests.memory`]: memory, [`${field}.limits.memory`]: memory };
  expect(findings('resources-set', bend('Deployment', 'fraiseql-postgres-exporter', amounts))).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}.requests.memory: Must be 16Mi or more, got '${memory}': no program starts with less.`,
  ]);
});

test.each([
  ['Prometheus', 'fraiseql', 'spec.storage.volumeClaimTemplate.spec.resources.requests.storage'],
  ['StatefulSet', 'fraiseql-thanos-store', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage'],
])('refuses a volume of %s %s that is too small', (kind, name, place) => {
  expect(findings('resources-set', bend(kind, name, { [place]: '100Mi' }))).toEqual([
    `${kind} monitoring/${name}, ${place}: Must be 1Gi or more, got '100Mi': the volume would be full at once.`,
  ]);
  expect(findings('resources-set', bend(kind, name, { [place]: '1Gi' }))).toEqual([]);
});

test('refuses a claim that is too small', () => {
  const { metadata } = objectOf('Prometheus', 'fraiseql');
  const spec = { resources: { requests: { storage: '1' } } };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec };
  expect(findings('resources-set', add(claim))).toHaveLength(1);
});
