import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes windows of four scrapes', () => {
  expect(judge('window-holds-scrapes', alert, { expr: 'rate(x[2m]) > 1' })).toEqual([]);
});

test('refuses a window that one lost scrape empties', () => {
  expect(judge('window-holds-scrapes', alert, { expr: 'rate(x[1m]) > rate(x[1m] offset 1h)' })).toEqual([
    'looks back 1m, which holds fewer than four scrapes of 30s. Widen the window or scrape more often.',
  ]);
});
