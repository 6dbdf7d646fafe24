import { expect, test } from 'vitest';
import { add, findings } from './judge.ts';

const secret = (fields: object) =>
  findings(
    'no-secret-objects',
    add({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'monitoring', name: 's' }, ...fields }),
  ).filter((line) => !line.includes('fraiseql-alertmanager-config'));

test.each(['data', 'stringData'])('refuses a Secret with %s', (field) => {
  expect(secret({ [field]: { a: 'Yg==' } })).toEqual([
    `Secret monitoring/s, ${field}: Would stand in git. Have an ExternalSecret bring it.`,
  ]);
});

test('takes one without values', () => {
  expect(secret({ data: {} })).toEqual([]);
});
