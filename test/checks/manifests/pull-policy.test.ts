import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

test.each([
  ['IfNotPresent', "'IfNotPresent'"],
  [undefined, 'nothing'],
])('refuses %s', (value, got) => {
  const field = 'spec.template.spec.containers[0].imagePullPolicy';
  expect(
    findings('pull-policy', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: value })),
  ).toEqual([`Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must be 'Always', got ${got}.`]);
});
