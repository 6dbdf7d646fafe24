import { expect, test } from 'vitest';
import { durationSeconds } from '../../src/promql/duration.ts';

test.each([
  ['30s', 30],
  ['1h30m', 5400],
  ['4d', 345_600],
  ['500ms', 0.5],
  ['0s', 0],
])('%s is %s seconds', (duration, seconds) => {
  expect(durationSeconds(duration)).toBe(seconds);
});

test.each(['', '5', 'm', '5 m', '30m1h', '1.5h', '-5m', '5M'])("'%s' is refused", (duration) => {
  expect(() => durationSeconds(duration)).toThrow(
    `A duration must be like 30s, 5m or 1h30m, got '${duration}'.`,
  );
});
