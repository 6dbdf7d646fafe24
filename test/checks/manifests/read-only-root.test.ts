import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const field = 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem';

test.each([
  [false, 'false'],
  [undefined, 'nothing'],
])('refuses %s', (value, got) => {
  expect(
    findings('read-only-root', bend('Deployment', 'fraiseql-postgres-exporter', { [field]: value })),
  ).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${field}: Must be true, got ${got}. Mount an emptyDir where the program writes.`,
  ]);
});
