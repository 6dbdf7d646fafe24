import { describe, expect, test } from 'vitest';
import { cli } from '../../src/cli.ts';
import { madeUp } from './world.ts';

async function run(line: string) {
  const { world, said } = madeUp();
  const code = await cli(line === '' ? [] : line.split(' '), world);
  return { code, ...said };
}

const slo = `
Commands:
  slo report
      What was promised, what was kept, and what is owed, for a month.
`;

const all = `
Commands:
  conform
      Whether a server exports what alerts read, and which alerts it silences.
  slo report
      What was promised, what was kept, and what is owed, for a month.
  health
`;

describe('help', () => {
  test.each([
    ['--help', all],
    ['-h', all],
    ['slo --help', slo],
  ])('%s lists commands on standard output', async (line, commands) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(commands);
  });

  test.each([
    ['', all],
    ['slo', slo],
  ])('%j is no command: the list is on standard error', async (line, commands) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(commands);
  });

  test('of a command says what it does, with every option, examples and exit codes, in 80 columns', async () => {
    const { code, stdout } = await run('slo report --mont --help');
    expect(code).toBe(0);
    for (const part of ['--month YYYY-MM\n', '--prometheus URL\n', 'Examples:', 'Exit codes:\n  0  done\n']) {
      expect(stdout).toContain(part);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

test.each([
  ['slo repotr --month 2026-02', "'slo repotr' is not a command. Did you mean 'slo report'?"],
  [
    'weather',
    "'weather' is not a command. There are: conform, slo report, health, simulate, logs setup, logs exporter, restore, backup ship, backup exporter.",
  ],
  [
    '--month 2026-02',
    "'--month' is not a command. There are: conform, slo report, health, simulate, logs setup, logs exporter, restore, backup ship, backup exporter.",
  ],
])('%s is no command', async (line, problem) => {
  expect(await run(line)).toEqual({
    code: 2,
    stdout: '',
    stderr: `fraiseql-monitoring: ${problem}\nSee fraiseql-monitoring --help.\n`,
  });
});
