import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const field = 'spec.template.spec.serviceAccountName';
const account = (value: unknown) =>
  findings('own-accounts', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: value }));

test.each([
  ['default', "'default'"],
  [undefined, 'nothing'],
])('refuses %s', (value, got) => {
  expect(account(value)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must name an account of its own, got ${got}.`,
  ]);
});

test('refuses the account of another', () => {
  expect(account('fraiseql-prometheus')).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must name an account of its own, got 'fraiseql-prometheus', that of Prometheus fraiseql.`,
  ]);
});
