import { expect, test } from 'vitest';
import { comparisonsIn } from '../../src/promql/comparisons.ts';

const plain = (expr: string) =>
  comparisonsIn(expr).map(({ operator, value }) => `${operator} ${String(value)}`);

test.each([
  ['up == 0', ['== 0']],
  ['x > 0.005 and y >= 0.833333', ['> 0.005', '>= 0.833333']],
  ['x > bool (14.4 * 0.001)', ['> 0.0144']],
  ['time() - x > 26 * 3600', ['> 93600']],
  ['x < -(2 + 1) ^ 2', ['< -9']],
  ['0.8 > x', ['< 0.8']],
  ['1h <= x', ['>= 3600']],
  ['x != 7 % 4 - 10 / 5', ['!= 1']],
  ['x > Inf', ['> Infinity']],
  ['x > y', []],
  ['x > scalar(y) * 2', []],
])('%s', (expr, comparisons) => {
  expect(plain(expr)).toEqual(comparisons);
});
