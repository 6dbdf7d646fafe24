import { describe, expect, test } from 'vitest';
import { cli } from '../../src/cli.ts';
import { madeUp } from './world.ts';

async function run(line: string) {
  const { world, said } = madeUp();
  const code = await cli(line === '' ? [] : line.split(' '), world);
  return { code, ...said };
}

const commands = `
Commands:
  slo report
      What was promised, what was kept, and what is owed, for a month.
`;

describe('help', () => {
  test.each(['--help', '-h', 'slo --help'])('%s lists commands on standard output', async (line) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(commands);
  });

  test.each(['', 'slo'])('%j is no command: the list is on standard error', async (line) => {
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
  ['weather', "'weather' is not a command. There are: slo report."],
  ['--month 2026-02', "'--month' is not a command. There are: slo report."],
])('%s is no command', async (line, problem) => {
  expect(await run(line)).toEqual({
    code: 2,
    stdout: '',
    stderr: `fraiseql-monitoring: ${problem}\nSee fraiseql-monitoring --help.\n`,
  });
});
