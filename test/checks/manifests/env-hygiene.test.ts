import { expect, test } from 'vitest';
import { bend, findings } from './judge.ts';

const container = 'spec.template.spec.containers[0]';
const env = (...more: object[]) =>
  findings('env-hygiene', bend('Deployment', 'fraiseql-postgres-exporter', { [`${container}.env`]: more }));
const asFile = 'Puts a secret into the environment. Mount it, and have the program read the file.';

test('refuses a name that is set before', () => {
  expect(env({ name: 'A', value: '1' }, { name: 'B', value: '1' }, { name: 'A', value: '2' })).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.env[2].name: 'A' is set before. Remove one.`,
  ]);
});

test('refuses a key of a Secret', () => {
  expect(env({ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } })).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.env[0].valueFrom.secretKeyRef: ${asFile}`,
  ]);
});

test('refuses a whole Secret', () => {
  const wrong = bend('Deployment', 'fraiseql-postgres-exporter', {
    [`${container}.envFrom`]: [{ configMapRef: { name: 'c' } }, { secretRef: { name: 's' } }],
  });
  expect(findings('env-hygiene', wrong)).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.envFrom[1].secretRef: ${asFile}`,
  ]);
});

test.each(['DATA_SOURCE_PASS', 'PGPASSWORD', 'api_key', 'AUTH_TOKEN'])('refuses a value of %s', (name) => {
  expect(env({ name, value: 'x' })).toEqual([
    `Deployment monitoring/fraiseql-postgres-exporter, ${container}.env[0].value: ${asFile}`,
  ]);
});

test.each(['DATA_SOURCE_PASS_FILE', 'TOKEN_PATH', 'BYPASS_CACHE'])('takes a value of %s', (name) => {
  expect(env({ name, value: 'x' })).toEqual([]);
});
