import { describe, expect, test } from 'vitest';
import { objectives } from '../../../alerts/slos.ts';
import { measure } from '../../../src/slo/report/measured.ts';
import type { Measured } from '../../../src/slo/report/model.ts';
import { creditFor, judge } from '../../../src/slo/report/verdict.ts';

/** What is counted where so many of a million were good, and so many more are not known. */
function of(good: number, unknownEvents = 0, all = 1_000_000): Measured {
  const slots = { all: new Float64Array([all]), bad: new Float64Array([all - good]) };
  const counted = measure({ slots, count: 1, counts: 'queries', isDown: () => false });
  return { ...counted, unknownEvents };
}

const rules = objectives[0]?.sla.credits ?? [];

describe('exactly at a bound is not under it', () => {
  test.each([
    [995_000, 'met', 0],
    [994_999, 'missed', 0.1],
    [990_000, 'missed', 0.1],
    [989_999, 'missed', 0.25],
    [980_000, 'missed', 0.25],
    [979_999, 'missed', 0.5],
    [0, 'missed', 0.5],
  ])('%d of a million: the SLA of 99.5 %% is %s, and %d of the fee is owed', (good, verdict, share) => {
    expect(judge(of(good), 0.995)).toEqual({ kind: verdict });
    expect(creditFor(of(good), rules)?.share).toBe(share);
  });

  test.each([0.95, 0.98, 0.99, 0.995, 0.998, 0.999])('with %d as with any other ratio', (ratio) => {
    for (const all of [1_000, 40_320_000, 8_200_000, 3_000_000_000]) {
      const exact = Math.round(all * ratio);
      expect(judge(of(exact, 0, all), ratio)).toEqual({ kind: 'met' });
      expect(judge(of(exact - 1, 0, all), ratio)).toEqual({ kind: 'missed' });
    }
  });
});

describe('what nobody knows', () => {
  test('changes nothing where it is too little', () => {
    expect(judge(of(999_500, 400), 0.999)).toEqual({ kind: 'met' });
    expect(judge(of(990_000, 400), 0.999)).toEqual({ kind: 'missed' });
  });

  test('leaves it open where it may decide, and says how much of it may be bad', () => {
    const verdict = judge(of(999_500, 10_000), 0.999);
    expect(verdict).toMatchObject({ kind: 'open', leaning: 'met' });
    // 1,010 of 1,010,000 may be bad, and 500 are.
    expect(verdict.kind === 'open' && verdict.badShareAllowed).toBeCloseTo(0.051, 10);
  });

  test('may save what is missed without it', () => {
    expect(judge(of(998_995, 10_000), 0.999)).toMatchObject({ kind: 'open', leaning: 'missed' });
  });

  test('has a best and a worst credit', () => {
    expect(creditFor(of(994_000, 10_000), rules)).toMatchObject({ share: 0.1, best: 0.1, worst: 0.25 });
  });
});

test('no traffic is neither met nor missed, and owes nothing', () => {
  expect(judge(of(0, 0, 0), 0.999)).toEqual({ kind: 'none' });
  expect(creditFor(of(0, 0, 0), rules)).toBeNull();
});
