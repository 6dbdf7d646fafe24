import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test.each(['up == 0', 'absent(up)', 'up and (sum(up) > 1)'])('takes %s', (expr) => {
  expect(judge('has-condition', alert, { expr })).toEqual([]);
});

test.each(['up', 'rate(x[5m])', 'up > bool 1'])(
  'refuses %s, which is there whether it is good or bad',
  (expr) => {
    expect(judge('has-condition', alert, { expr })).toEqual([
      'has no condition, so that it fires always. Compare with a threshold.',
    ]);
  },
);

test('lets the Watchdog fire always', () => {
  expect(judge('has-condition', goodAlert('Watchdog'))).toEqual([]);
});
