import { describe, expect, test } from 'vitest';
import { dayOf, daysIn, lastMonth, monthOf, periodInWords } from '../../../src/slo/report/period.ts';
import { slotOf, slotsIn } from '../../../src/slo/report/slots.ts';
import { at } from './history.ts';

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2100-02', 28],
  ['2026-12', 31],
])('%s has %i days', (month, days) => {
  expect(daysIn(monthOf(month) ?? { from: 0, to: 0 })).toHaveLength(days);
});

test('a month ends where the next one begins, across the year too', () => {
  expect(monthOf('2026-12')?.to).toBe(monthOf('2027-01')?.from);
});

test.each(['2026-13', '2026-00', '2026-2', 'February', '2026-02-01', ''])('%j is no month', (text) => {
  expect(monthOf(text)).toBeUndefined();
});

test.each(['2026-02-29', '2026-04-31', '2026-1-1', 'today', ''])('%j is no day', (text) => {
  expect(dayOf(text)).toBeUndefined();
});

test('the day after February is there in a leap year and in others', () => {
  expect(dayOf('2028-02-29')).toBe(at('2028-02-29'));
  expect(dayOf('2026-03-01')).toBe(at('2026-03-01'));
});

test.each([
  ['2026-03-01T00:00:00Z', '2026-02'],
  ['2026-01-31T23:59:59Z', '2025-12'],
  ['2026-03-31T12:00:00Z', '2026-02'],
])('at %s the last month that is over is %s', (now, month) => {
  expect(lastMonth(new Date(now))).toBe(month);
});

describe('a slice belongs to the period in which its sample was taken', () => {
  const february = monthOf('2026-02') ?? { from: 0, to: 0 };
  const march = monthOf('2026-03') ?? { from: 0, to: 0 };

  test.each([
    [0, 'the last slot of February', [slotsIn(february) - 1, -1]],
    [0.001, 'the first slot of March', [-1, 0]],
    [30, 'the first slot of March', [-1, 0]],
    [30.001, 'the second slot of March', [-1, 1]],
    [-29.999, 'the last slot of February', [slotsIn(february) - 1, -1]],
    [-30, 'the last but one of February', [slotsIn(february) - 2, -1]],
  ])('%d s after midnight is %s', (seconds, _, slots) => {
    expect([february, march].map((month) => slotOf(month, at('2026-03-01') + seconds))).toEqual(slots);
  });

  test('so that months hold every sample once, whenever in half a minute it is taken', () => {
    for (const phase of [0.25, 7, 15, 29.999, 30]) {
      const times = Array.from({ length: 2880 * 2 }, (_, slice) => at('2026-02-28') + slice * 30 + phase);
      const slots = times.map((time) => [slotOf(february, time), slotOf(march, time)]);
      expect(slots.every(([one = -1, other = -1]) => one >= 0 !== other >= 0)).toBe(true);
      expect(new Set(slots.map(String)).size).toBe(times.length);
    }
  });
});

test.each([
  [monthOf('2026-02'), 'February 2026'],
  [{ from: at('2026-03-01'), to: at('2026-03-08') }, '1 to 7 March 2026'],
  [{ from: at('2026-02-23'), to: at('2026-03-02') }, '23 February 2026 to 1 March 2026'],
  [{ from: at('2026-03-01'), to: at('2026-03-02') }, '1 March 2026'],
])('people call %j %s', (period, words) => {
  expect(periodInWords(period ?? { from: 0, to: 0 })).toBe(words);
});
