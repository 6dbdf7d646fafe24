import { expect, test } from 'vitest';
import type { Rule } from '../src/model/rule.ts';
import { mutantsOf } from './mutation/mutants.ts';

const rule: Rule = {
  alert: 'Full',
  expr: 'use > 0.9 and traffic >= 5',
  for: '5m',
  keep_firing_for: '1m',
  labels: {},
  annotations: {},
};

const mistakes = (bend: Partial<Rule>) =>
  mutantsOf({ ...rule, ...bend }).map((mutant) => [mutant.mistake, mutant.rule.expr]);

test('every comparison, threshold, branch and clock of a rule is spoilt once', () => {
  expect(mistakes({})).toEqual([
    ['> becomes <=', 'use <= 0.9 and traffic >= 5'],
    ['>= becomes <', 'use > 0.9 and traffic < 5'],
    ['0.9 becomes 9', 'use > 9 and traffic >= 5'],
    ['0.9 becomes 0.09', 'use > 0.09 and traffic >= 5'],
    ['5 becomes 50', 'use > 0.9 and traffic >= 50'],
    ['5 becomes 0.5', 'use > 0.9 and traffic >= 0.5'],
    ["drops 'traffic >= 5' of 'and'", 'use > 0.9'],
    ["drops 'use > 0.9' of 'and'", 'traffic >= 5'],
    ['drops for: 5m', rule.expr],
    ['drops keep_firing_for: 1m', rule.expr],
  ]);
});

test('an `unless` loses only its right side, and a zero becomes a one', () => {
  expect(
    mutantsOf({ alert: 'Down', expr: 'up == 0 unless paused', labels: {}, annotations: {} }).map(
      ({ rule: { expr } }) => expr,
    ),
  ).toEqual(['up != 0 unless paused', 'up == 1 unless paused', 'up == 0']);
});
