import { expect, test } from 'vitest';
import { add, findings, good } from './judge.ts';

const [first] = good().all;
const again = {
  ...first?.object,
  apiVersion: first?.object.apiVersion ?? '',
  kind: first?.object.kind ?? '',
};

test('refuses two objects that are the same thing', () => {
  expect(findings('unique-objects', add({ ...again, metadata: { name: 'monitoring' } }))).toEqual([
    'Namespace monitoring, metadata.name: Is made twice, by namespace/Namespace/Resource too. Rename one.',
  ]);
});

test('refuses them in another version of the API', () => {
  const metadata = { namespace: 'monitoring', name: 'fraiseql-postgres-exporter' };
  expect(
    findings('unique-objects', add({ apiVersion: 'apps/v1beta2', kind: 'Deployment', metadata })),
  ).toHaveLength(1);
});

test('takes a name in two namespaces, and for two kinds', () => {
  const metadata = { namespace: 'fraiseql', name: 'fraiseql-postgres-exporter' };
  expect(findings('unique-objects', add({ apiVersion: 'apps/v1', kind: 'Deployment', metadata }))).toEqual(
    [],
  );
});
