import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exposition } from '../../src/simulator/exposition.ts';
import { Fleet } from '../../src/simulator/fleet.ts';
import { writeHistory } from '../../src/simulator/history/write.ts';
import { Timeline } from '../../src/simulator/timeline.ts';
import { tool } from '../tool.ts';
import { moment, nobody, story } from './good.ts';
import { readHistory } from './parse.ts';
import { inFolder } from './temporary.ts';

const noon = moment('2026-03-10T12:00:00Z');

/** What all targets of a fleet show at a moment, if they are looked at at some moments before. */
function shown(seed: number, looks: readonly number[], fault?: number): string {
  const timeline = new Timeline(3);
  const fleet = new Fleet({ seed, binding: 'contract', timeline });
  for (const look of looks) {
    if (fault !== undefined && look >= fault) timeline.begin('error-burst', fault);
    fleet.advance(look);
  }
  const registries = fleet.replicas.map(({ process }) => process?.metrics.readings ?? []);
  return [...registries, fleet.elsewhere.readings].map(exposition).join('\n');
}

test('the same seed shows the same at the same time, however often somebody has looked', () => {
  const once = shown(1, [noon]);
  const often = Array.from({ length: 500 }, (_, at) => noon - 3600 + at * 7.2);
  expect(shown(1, [...often, noon])).toBe(once);
  expect(shown(1, [noon - 9 * 86_400, noon - 5, noon])).toBe(once);
  expect(shown(1, [noon + 9.9])).toBe(once);
});

test('another seed, and ten seconds later, show something else', () => {
  const once = shown(1, [noon]);
  expect(shown(2, [noon])).not.toBe(once);
  expect(shown(1, [noon + 10])).not.toBe(once);
});

test('a fault changes nothing before it, and the traffic after it is what it would have been', () => {
  expect(shown(1, [noon, noon], noon)).toBe(shown(1, [noon]));
  expect(shown(1, [noon, noon + 300], noon)).not.toBe(shown(1, [noon + 300]));
});

test.each(['outage', 'restart', 'rolling-deploy', 'replica-down'] as const)(
  'who was away during %s sees what somebody sees who watched',
  (scenario) => {
    const after = noon + 1200;
    const watch = (looks: readonly number[]) => {
      const timeline = new Timeline(3);
      timeline.begin(scenario, noon);
      const fleet = new Fleet({ seed: 1, binding: 'contract', timeline });
      for (const look of looks) fleet.advance(look);
      return fleet.replicas.map(({ target, process }) => [
        target.labels.pod,
        exposition(process?.metrics.readings ?? []),
      ]);
    };
    const looks = Array.from({ length: 40 }, (_, at) => noon - 30 + 30 * at);
    expect(watch([after])).toEqual(watch([...looks, after]));
  },
);

test('another process writes the same history, byte for byte', () =>
  inFolder(async (folder) => {
    const [here, there] = [join(folder, 'here.om'), join(folder, 'there.om')];
    await writeHistory(here, story, nobody);
    const span = ['--history', '1h', '--until', '2026-03-10T15:00:00Z', '--seed', '1'];
    const { code } = await tool('npx', ['tsx', 'src/bin.ts', 'simulate', ...span, '--output', there]);
    expect(code).toBe(0);
    const [one, other] = [here, there].map((file) =>
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    );
    expect(other).toBe(one);
  }));

test('a history shows what is shown live at the same time, whenever it begins', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'history.om');
    await writeHistory(file, { ...story, from: noon - 30, until: noon }, nobody);
    const live = shown(1, [noon]);
    const told = readHistory(file).series.filter(({ labels }) => labels.service === 'fraiseql-api');
    expect(told.length).toBeGreaterThan(300);
    const missing = told.filter(
      ({ name, values }) => name !== 'up' && !live.includes(` ${String(values[0])}\n`),
    );
    expect(missing).toEqual([]);
  }));
