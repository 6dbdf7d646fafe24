import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { findings } from './judge.ts';

const at = (x: number, y: number, w: number, h: number) =>
  findings('grid-layout', bend({ 'panels[4].gridPos': { x, y, w, h } }));

test.each([
  [6, 9, 18, 8],
  [23, 100, 1, 1],
  [0, 18, 24, 1],
])('takes x %i, y %i, %i wide, %i high', (x, y, w, h) => {
  expect(at(x, y, w, h)).toEqual([]);
});

test.each([
  [6, 9, 19, 8],
  [-1, 9, 6, 8],
  [6, -1, 6, 8],
  [6, 9, 0, 8],
  [6, 9, 6, 0],
  [6.5, 9, 6, 8],
])('refuses x %d, y %d, %d wide, %d high', (x, y, w, h) => {
  expect(at(x, y, w, h)).toEqual([
    `Anomalies: stands at x ${String(x)}, y ${String(y)}, ${String(w)} wide, ${String(h)} high, which is not inside 24 columns.`,
  ]);
});

test('what a folded row holds stands in a grid of its own', () => {
  const second = { id: 9, type: 'text', title: 'More', gridPos: { x: 0, y: 3, w: 24, h: 4 } };
  expect(findings('grid-layout', bend({ 'panels[5].panels[1]': second }))).toEqual([
    "More: stands on 'How to read this': x 0, y 3, 24 wide, 4 high and x 0, y 0, 24 wide, 4 high.",
  ]);
});
