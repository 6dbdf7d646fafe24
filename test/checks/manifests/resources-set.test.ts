import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

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
