import { expect, test } from 'vitest';
import { bend, findings, remove } from './judge.ts';

const field = 'automountServiceAccountToken';

test.each([
  [true, 'true'],
  [undefined, 'nothing'],
])('refuses %s where no right is used', (value, got) => {
  const pods = bend('Deployment', 'fraiseql-postgres-exporter', { [`spec.template.spec.${field}`]: value });
  expect(findings('token-only-if-used', pods)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.${field}: Must be false, got ${got}: no binding gives the account a right.`,
  ]);
  const account = bend('ServiceAccount', 'fraiseql-postgres-exporter', { [field]: value });
  expect(findings('token-only-if-used', account)).toEqual([
    `ServiceAccount monitoring/fraiseql-postgres-exporter, ${field}: Must be false, got ${got}: no binding gives the account a right.`,
  ]);
});

test('refuses to leave it out where rights are used', () => {
  const wrong = bend('Prometheus', 'fraiseql', { [`spec.${field}`]: false });
  expect(findings('token-only-if-used', wrong)).toEqual([
    `Prometheus monitoring/fraiseql, spec.${field}: Must be true, got false: a binding gives the account rights.`,
  ]);
});

test('refuses a token whose binding is gone', () => {
  expect(
    findings('token-only-if-used', remove('RoleBinding', 'monitoring-fraiseql-kube-state-metrics')),
  ).toHaveLength(2);
});
