import { describe, expect, test } from 'vitest';
import { minutes, percent } from '../../../src/slo/report/figures.ts';

test.each([
  [39_628 / 40_320, [0.999, 0.995], '98.28 %'],
  [0.994_999, [0.995], '99.4999 %'],
  [0.995, [0.995], '99.50 %'],
  [0.995_000_4, [0.995], '99.50004 %'],
  [0.999_999_9, [0.999], '99.99999 %'],
  [1, [0.999], '100 %'],
  [0, [0.999], '0 %'],
  [0.000_000_1, [], '0.00001 %'],
  [17.162_698, [], '1,716.27 %'],
])('%d is printed as what it is beside %j: %s', (ratio, limits, text) => {
  expect(percent(ratio, limits)).toBe(text);
});

describe('what is printed never contradicts the verdict', () => {
  const limits = [0.98, 0.99, 0.995, 0.999];
  const counts = limits.flatMap((limit) =>
    [1_000, 40_320, 89_280, 8_200_000, 5_000_000_000].flatMap((all) =>
      [-2, -1, 0, 1, 2].map((more) => [Math.round(all * limit) + more, all] as const),
    ),
  );
  test.each(counts)('%d good of %d', (good, all) => {
    const shown = Number(percent(good / all, limits).replace(' %', ''));
    for (const limit of limits) {
      const isUnder = BigInt(good) * 1000n < BigInt(all) * BigInt(Math.round(limit * 1000));
      expect(shown < Math.round(limit * 1000) / 10).toBe(isUnder);
    }
  });
});

test('half a slice more is half a minute', () => {
  expect([30, 41_520, 2419.2].map(minutes)).toEqual(['0.5 min', '692 min', '40.32 min']);
});
