import { expect, test } from 'vitest';
import { sizeRemarks } from '../../../src/checks/dashboards/dashboard-size.ts';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const sized = (length: number, letter = 'x') => bend({ description: letter.repeat(length) });

test('takes what a ConfigMap carries, and says when it is much', () => {
  expect(findings('dashboard-size', sized(880_000))).toEqual([]);
  expect(sizeRemarks('SLO', 'x'.repeat(200_000))).toEqual([]);
  expect(sizeRemarks('SLO', 'é'.repeat(125_000))).toEqual([
    'SLO has 250 kB of JSON; more than 900 kB would be refused',
  ]);
});

test('counts bytes, not letters', () => {
  expect(findings('dashboard-size', sized(450_000, 'é'))).toEqual([
    'has 907 kB of JSON, more than 900 kB. Divide it.',
  ]);
});
