import { expect, test } from 'vitest';
import { add, findings } from './judge.ts';

const metadata = { namespace: 'monitoring', name: 'large' };
const sized = (kibibytes: number) =>
  findings(
    'size-limit',
    add({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'x'.repeat(kibibytes * 1024) } }),
  );

test('takes what the API server takes', () => {
  expect(sized(899)).toEqual([]);
});

test('refuses what is larger', () => {
  expect(sized(900)).toEqual([
    'ConfigMap monitoring/large, metadata.name: Has 901 KiB, more than 900. Divide it.',
  ]);
});
