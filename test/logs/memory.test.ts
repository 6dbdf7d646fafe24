import { expect, test } from 'vitest';
import type { Look } from '../../src/logs/look.ts';
import { Memory } from '../../src/logs/memory.ts';

const minute = 60_000;
const day = 1440 * minute;
const found = (newest: Record<string, number>, all = 0, recent = 0): Look => ({
  newest: new Map(Object.entries(newest)),
  rejected: { all, recent },
});

test('keeps the newest line of each node, also of one that is no longer found', () => {
  const memory = new Memory();
  memory.add(found({ a: day, b: day }), day);
  memory.add(found({ a: day + minute }), day + minute);
  memory.add(found({ a: day }), day + 2 * minute);
  expect([...memory.nodes]).toEqual([
    ['a', day + minute],
    ['b', day],
  ]);
});

test('forgets a node a day after its last line', () => {
  const memory = new Memory();
  memory.add(found({ a: day }), day);
  memory.add(found({}), 2 * day);
  expect([...memory.nodes.keys()]).toEqual(['a']);
  memory.add(found({}), 2 * day + 1);
  expect([...memory.nodes.keys()]).toEqual([]);
});

test('counts what was put aside since 15 minutes, however old its lines are', () => {
  const memory = new Memory();
  const rejected = (at: number, all: number, recent = 0): number => {
    memory.add(found({}, all, recent), at * minute);
    return memory.rejected;
  };
  // Before the first look the age of the lines is all that is known.
  expect(rejected(100, 50, 4)).toBe(4);
  expect(rejected(101, 50)).toBe(4);
  expect(rejected(110, 57)).toBe(11);
  expect(rejected(115, 57)).toBe(7);
  expect(rejected(124, 57)).toBe(7);
  expect(rejected(125, 57)).toBe(0);
});

test('an index that is deleted is no rejection less than none', () => {
  const memory = new Memory();
  memory.add(found({}, 50), 0);
  memory.add(found({}, 10), minute);
  expect(memory.rejected).toBe(0);
});
