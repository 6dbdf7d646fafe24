import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

const withSummary = (summary: string) => ({ annotations: { ...alert.rule.annotations, summary } });

test('takes a sentence', () => {
  expect(judge('summary-is-static', alert, withSummary('Queries fail.'))).toEqual([]);
});

test('refuses a value in it', () => {
  expect(judge('summary-is-static', alert, withSummary('{{ $value }} queries fail.'))).toEqual([
    'has a template in its summary. Values belong into the description.',
  ]);
});

test.each(['queries fail.', 'Queries fail', ''])("refuses '%s', which is no sentence", (summary) => {
  expect(judge('summary-is-static', alert, withSummary(summary))).toEqual([
    `has the summary '${summary}', which is no sentence: capital first, full stop last.`,
  ]);
});
