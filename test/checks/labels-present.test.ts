import { expect, test } from 'vitest';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes an alert with all labels', () => {
  expect(judge('labels-present', alert)).toEqual([]);
});

test('refuses an alert that lacks one', () => {
  const { severity, ...labels } = alert.rule.labels;
  expect(severity).toBe('high');
  expect(judge('labels-present', alert, { labels })).toEqual(["lacks the label 'severity'."]);
});

test('refuses a value as a label', () => {
  expect(judge('labels-present', alert, { labels: { ...alert.rule.labels, value: '{{ $value }}' } })).toEqual(
    ["has a template in the label 'value': each new value would be a new alert. Use the description."],
  );
});
