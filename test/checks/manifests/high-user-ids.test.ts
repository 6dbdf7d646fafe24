import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const context = 'spec.template.spec.containers[0].securityContext';

test.each([
  ['runAsUser', 1000, '1000'],
  ['runAsGroup', 9999, '9999'],
])('refuses %s %d', (key, id, got) => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', { [`${context}.${key}`]: id });
  expect(findings('high-user-ids', wrong)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${context}.${key}: Must be at least 10000, got ${got}.`,
  ]);
});

test('takes the lowest, and what the pod says', () => {
  const fine = bend('Deployment', 'fraiseql-postgres-exporter', {
    [`${context}.runAsUser`]: 10_000,
    [`${context}.runAsGroup`]: undefined,
  });
  expect(findings('high-user-ids', fine)).toEqual([]);
});

test('tells once what is missing at the pod', () => {
  const wrong = bend('Alertmanager', 'fraiseql', { 'spec.securityContext.runAsUser': undefined });
  expect(findings('high-user-ids', wrong)).toEqual([
    'Alertmanager monitoring/fraiseql, spec.securityContext.runAsUser: Must be at least 10000, got nothing.',
  ]);
});
