import { expect, test } from 'vitest';
import { none } from '../../alerts/thresholds.ts';
import { promql } from '../../src/promql/template.ts';
import { goodAlert, judge } from './judge.ts';

const alert = goodAlert('HighErrorRate');

test('takes an alert that names signals', () => {
  expect(judge('names-signals-only', alert)).toEqual([]);
});

test('refuses an alert that names a series', () => {
  const typed = {
    ...alert,
    alert: { ...alert.alert, expr: promql`rate(fraiseql_queries_total[5m]) > ${none}` },
  };
  expect(judge('names-signals-only', typed)).toEqual([
    "names the series 'fraiseql_queries_total'. Name a signal of src/metrics/signals.ts.",
  ]);
});

test('refuses a series that no contract promises', () => {
  expect(judge('names-signals-only', alert, { expr: 'fraiseql_querys_total > 1' })).toEqual([
    "reads 'fraiseql_querys_total', which no contract in src/metrics/ promises.",
  ]);
});
