import { expect, test } from 'vitest';
import { clean, decimal, humanNumber } from '../../src/promql/numbers.ts';

test('float noise does not reach a manifest', () => {
  expect(decimal(14.4 * (1 - 0.999))).toBe('0.0144');
  expect(decimal(3 * 0.1)).toBe('0.3');
  expect(clean(0.1 + 0.2)).toBe(0.3);
});

test.each([
  [0.005, 'ratio', '0.5 %'],
  [0.3, 'seconds', '300 ms'],
  [23_400, 'seconds', '6 h 30 min'],
  [8 * 86_400, 'seconds', '8 d'],
  [400e9, 'bytes', '400 GB'],
  [50 / 60, 'per second', '50 a minute'],
  [2000, 'per second', '2000 a second'],
  [10, 'per minute', '10 a minute'],
  [90, 'count', '90'],
] as const)('%s in %s reads %s', (value, unit, reads) => {
  expect(humanNumber(value, unit)).toBe(reads);
});
