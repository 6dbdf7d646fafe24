import { expect, test } from 'vitest';
import type { DrawnMark } from '../../../src/model/grafana.ts';
import { bend } from './bend.ts';
import { goodMarks } from './good.ts';
import { findings } from './judge.ts';

type Step = readonly [value: number | null, color: string];
type Mark = Omit<DrawnMark, 'dashboard' | 'panel'>;

const drawn = (check: string, steps: readonly Step[], ...marks: readonly Mark[]) =>
  findings(check, {
    ...bend({
      'panels[2].fieldConfig.defaults.thresholds.steps': steps.map(([value, color]) => ({ value, color })),
    }),
    marks: [
      ...goodMarks,
      ...marks.map((mark) => ({ dashboard: 'fraiseql-production-health', panel: 3, ...mark })),
    ],
  }).map((line) => line.replace('Queries by status: ', ''));

const down: Mark = { value: 0, means: 'page', alert: 'ServiceDown' };
const anomaly: Mark = { value: 0, means: 'ticket', alert: 'AnomalyDetected' };

test('what must not be zero is bad at zero, and well from the first', () => {
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'red'],
        [1, 'green'],
      ],
      down,
    ),
  ).toEqual([]);
  expect(
    drawn(
      'thresholds-claimed',
      [
        [null, 'red'],
        [1, 'green'],
      ],
      down,
    ),
  ).toEqual([]);
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'red'],
        [0, 'green'],
      ],
      down,
    ),
  ).toEqual(['is green at 0 itself, where ServiceDown fires. Begin it above.']);
});

test('what must be zero is well at zero, and bad from the first', () => {
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'green'],
        [1, 'orange'],
      ],
      anomaly,
    ),
  ).toEqual([]);
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'green'],
        [0, 'orange'],
      ],
      anomaly,
    ),
  ).toEqual(['is orange at 0 itself, where AnomalyDetected does not fire. Begin it above.']);
});

test('a value far from zero is not that of a mark at zero', () => {
  expect(
    drawn(
      'thresholds-claimed',
      [
        [null, 'green'],
        [2, 'orange'],
      ],
      anomaly,
    ),
  ).toEqual([
    'changes its colour at 2, for which there is no mark.',
    'has no threshold at 0, which marks AnomalyDetected.',
  ]);
});

test('gets worse where the alert fires', () => {
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'red'],
        [0.005, 'green'],
      ],
      { value: 0.005, means: 'page', alert: 'HighErrorRate' },
    ),
  ).toEqual(['gets worse below 0.005, and HighErrorRate fires on the other side.']);
});

const credits: Mark = { value: 0.995, means: 'page' };
const objective: Mark = { value: 0.999, means: 'objective' };

test('where low is bad, what is below a mark has its colour', () => {
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'red'],
        [0.995, 'yellow'],
        [0.999, 'green'],
      ],
      credits,
      objective,
    ),
  ).toEqual([]);
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'yellow'],
        [0.995, 'green'],
        [0.999, 'green'],
      ],
      credits,
      objective,
    ),
  ).toEqual([
    'is yellow below 0.995, where its mark makes it red.',
    'is green below 0.999, where its mark makes it yellow.',
  ]);
});

test('of two marks at one value one is seen, and two values may mean the same', () => {
  const both: Mark = { value: 0.999, means: 'ticket' };
  expect(
    drawn(
      'mark-colours',
      [
        [null, 'red'],
        [0.995, 'orange'],
        [0.999, 'green'],
      ],
      credits,
      objective,
      both,
    ),
  ).toEqual([]);
  expect(
    drawn('threshold-colours', [
      [null, 'green'],
      [1, 'red'],
      [2, 'red'],
    ]),
  ).toEqual([]);
});
