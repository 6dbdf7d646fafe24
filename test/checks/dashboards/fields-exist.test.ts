import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const named = (at: number, name: string, transformations: readonly unknown[] = []) =>
  findings(
    'fields-exist',
    bend({
      [`panels[${String(at)}].fieldConfig.overrides`]: [{ matcher: { id: 'byName', options: name } }],
      [`panels[${String(at)}].transformations`]: transformations,
    }),
  );
const renamed = { id: 'organize', options: { indexByName: { rule: 0 }, renameByName: { rule: 'Rule' } } };

test.each([
  [1, 'P95'],
  [2, 'Replicas'],
  [2, 'any status'],
  [4, 'rule'],
  [4, 'Value'],
])('panel %i has a series or column %s', (at, name) => {
  expect(named(at, name)).toEqual([]);
});

test('a column has the name that it is given', () => {
  expect(named(4, 'Rule', [renamed])).toEqual([]);
  expect(named(4, 'Rule')).toEqual([
    "Anomalies: sets something for 'Rule', which is no series or column here.",
  ]);
});

test('what other transformations make is not known', () => {
  expect(named(4, 'Sum', [renamed, { id: 'calculateField' }])).toEqual([]);
});

test('a value is called by its query where there are several', () => {
  const targets = ['A', 'B'].map((refId) => ({ refId, expr: 'sum by (rule) (x)' }));
  const two = (name: string) =>
    findings(
      'fields-exist',
      bend({
        'panels[4].targets': targets,
        'panels[4].fieldConfig.overrides': [{ matcher: { id: 'byName', options: name } }],
      }),
    );
  expect(two('Value #B')).toEqual([]);
  expect(two('Value')).toEqual(["Anomalies: sets something for 'Value', which is no series or column here."]);
});
