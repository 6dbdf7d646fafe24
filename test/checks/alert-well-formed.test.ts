import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

const bend = (change: object) =>
  judge('alert-well-formed', { ...alert, alert: { ...alert.alert, ...change } });

test('takes an alert as it should be', () => {
  expect(bend({})).toEqual([]);
});

test.each(['bad name', 'highErrorRate', 'HTTPErrors', ''])("refuses the name '%s'", (name) => {
  expect(bend({ name })).toEqual(['is not named like HighErrorRate: words with a capital each.']);
});

test.each(['5min', '', '5 m', '1.5h'])("refuses '%s' as a wait", (wait) => {
  expect(bend({ for: wait, keepFiringFor: wait })).toEqual([
    `has '${wait}' as its for, which is no duration such as 30s, 5m or 1h30m.`,
    `has '${wait}' as its keepFiringFor, which is no duration such as 30s, 5m or 1h30m.`,
  ]);
});

test('refuses an alert that nobody is told of', () => {
  expect(bend({ severity: 'none' })).toEqual([
    'has the severity none, which nobody is told of. It is for the Watchdog.',
  ]);
});
