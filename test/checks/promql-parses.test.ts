import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes PromQL', () => {
  expect(judge('promql-parses', alert)).toEqual([]);
});

test.each([
  ['sum(rate(x[5m]) > 1', 'its end'],
  ['up > > 1', '> 1'],
  ['up{job="a" > 1', '> 1'],
])('tells where %s breaks', (expr, at) => {
  expect(judge('promql-parses', alert, { expr })).toEqual([`is not PromQL at '${at}'.`]);
});
