import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test.each([
  'sum(a) > 1 and sum(b) > 1',
  'sum by (pod) (a) > 1 and on () sum(b) > 1',
  'sum by (pod) (a) > 1 unless sum by (pod) (b) > 1',
  'sum by (pod) (a) > 1 or sum(b) > 1',
])('takes %s', (expr) => {
  expect(judge('conditions-meet', alert, { expr })).toEqual([]);
});

test.each(['and', 'unless'])('refuses sides of %s that never meet', (operator) => {
  expect(judge('conditions-meet', alert, { expr: `sum by (rule) (a) > 1 ${operator} sum(b) > 1` })).toEqual([
    `joins values by rule and a value without labels by '${operator}', which never meet. Write '${operator} on (…)' with the labels that both have.`,
  ]);
});
