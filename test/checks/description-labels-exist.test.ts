import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

const bend = (expr: string) => ({
  expr,
  annotations: { ...alert.rule.annotations, description: 'Volume {{ $labels.volume }} is full.' },
});

test('takes a label that the expression keeps', () => {
  expect(judge('description-labels-exist', alert, bend('max by (volume) (x) > 1'))).toEqual([]);
});

test('refuses a label that the expression drops', () => {
  expect(judge('description-labels-exist', alert, bend('max by (pod, node) (x) > 1'))).toEqual([
    "describes itself with the label 'volume', which its expression does not keep. It keeps pod, node.",
  ]);
});

test("refuses a label of the rule, which Prometheus' templates do not see", () => {
  const annotations = { ...alert.rule.annotations, description: '{{ $labels.service }} is down.' };
  expect(judge('description-labels-exist', alert, { annotations })).toHaveLength(1);
});
