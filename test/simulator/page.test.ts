import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alertGroups } from '../../alerts/index.ts';
import { scenarios } from '../../src/simulator/scenarios.ts';

const rows = readFileSync('docs/simulator.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| `[a-z-]+` +\|/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('the page tells of every scenario what it is', () => {
  expect(rows).toEqual(
    Object.entries(scenarios).map(([name, { says, fires, minutes }]) => [
      `\`${name}\``,
      says,
      fires ?? 'nothing',
      String(minutes),
    ]),
  );
});

test('what a scenario fires is an alert', () => {
  const known = alertGroups.flatMap(({ alerts }) => alerts.map(({ name }) => name));
  const named = Object.values(scenarios).flatMap(({ fires }) => fires ?? []);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
