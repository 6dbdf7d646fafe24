import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../../src/cli.ts';
import { writeHistory } from '../../src/simulator/history/write.ts';
import { madeUp } from '../cli/world.ts';
import { tool } from '../tool.ts';
import { nobody, story } from './good.ts';
import { readHistory } from './parse.ts';
import { inFolder } from './temporary.ts';

/** Lines of a history of a few minutes. */
const linesOf = (folder: string, changes: Partial<typeof story> = {}) => {
  const file = join(folder, 'history.om');
  const short = { ...story, from: story.until - 120, ...changes };
  return writeHistory(file, short, nobody).then((written) => ({
    written,
    file,
    lines: readFileSync(file, 'utf8').split('\n'),
  }));
};

test('metrics come one after the other, points in the order of time, and the end is marked', () =>
  inFolder(async (folder) => {
    const faults = [{ scenario: 'restart', from: story.until - 90, seconds: 60 }] as const;
    const { lines, written } = await linesOf(folder, { faults });
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
    const families = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
    expect(new Set(families).size).toBe(families.length);
    const samples = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples).toHaveLength(written.samples);
    // A series never comes back, and the buckets of one moment stand together.
    const points = samples.map((line) =>
      line.replace(/_(bucket|sum|count)\{/, '{').replace(/,le="[^"]*"/, ''),
    );
    const starts = points.map((line) => line.slice(0, line.indexOf('} ')));
    const changes = starts.filter((start, at) => start !== starts[at - 1]);
    expect(new Set(changes).size).toBe(changes.length);
    expect(written.series).toBe(new Set(samples.map((line) => line.slice(0, line.indexOf('} ')))).size);
    const times = samples.map((line) => Number(line.split(' ').at(-1)));
    expect(times.every((time, at) => starts[at] !== starts[at - 1] || time >= (times[at - 1] ?? 0))).toBe(
      true,
    );
  }));

test('counters that OpenMetrics would not call so are of no known type', () =>
  inFolder(async (folder) => {
    const { lines } = await linesOf(folder, { binding: 'fraiseql-2.15' });
    expect(lines).toContain('# TYPE fraiseql_graphql_queries counter');
    expect(lines).toContain('# TYPE fraiseql_graphql_queries_error unknown');
  }));

test('promtool takes twenty replicas of either binding', () =>
  inFolder(async (folder) => {
    const { file } = await linesOf(folder, { binding: 'fraiseql-2.15', replicas: 20 });
    const data = join(folder, 'data');
    mkdirSync(data);
    const { code, output } = await tool('promtool', [
      'tsdb',
      'create-blocks-from',
      '-q',
      'openmetrics',
      file,
      data,
    ]);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  }));

test('in an outage replicas do not answer, and are other processes after it', () =>
  inFolder(async (folder) => {
    const from = story.from + 1200;
    const { file } = await linesOf(folder, {
      from: story.from,
      faults: [{ scenario: 'outage', from, seconds: 600 }],
    });
    const { moments, series } = readHistory(file);
    const up = series.filter(({ name, labels }) => name === 'up' && labels.job === 'fraiseql');
    const down = moments.filter((_, at) => up.every(({ values }) => values[at] === 0));
    expect([up.length, down[0], down.length]).toEqual([3, from + 30, 20]);
    const uptime = series.find(({ name }) => name === 'fraiseql_uptime_seconds')?.values ?? [];
    expect(uptime.filter((value) => value === undefined)).toHaveLength(20);
    expect(uptime.at(-1)).toBe(1800);
  }));

/** Pods of the service, and how long each process had run at each scrape: through a fault that begins after ten minutes. */
const lifeThrough = (folder: string, scenario: 'restart' | 'rolling-deploy') =>
  linesOf(folder, { from: story.from, faults: [{ scenario, from: story.from + 600, seconds: 300 }] }).then(
    ({ file }) => readHistory(file).series.filter(({ name }) => name === 'fraiseql_uptime_seconds'),
  );

test('a restart begins counters anew in the same pods', () =>
  inFolder(async (folder) => {
    const uptimes = await lifeThrough(folder, 'restart');
    expect(uptimes.map(({ values }) => values[20])).toEqual([30, 30, 30]);
    expect(uptimes.every(({ values }) => (values[19] ?? 0) > 10 * 3600)).toBe(true);
  }));

test('a release replaces pods, one after the other, by others with other names', () =>
  inFolder(async (folder) => {
    const uptimes = await lifeThrough(folder, 'rolling-deploy');
    expect(new Set(uptimes.map(({ labels }) => labels.pod)).size).toBe(6);
    const there = (at: number) => uptimes.filter(({ values }) => values[at] !== undefined).length;
    expect(Array.from({ length: 120 }, (_, at) => there(at)).every((count) => count === 3)).toBe(true);
    const born = uptimes.map(({ values }) => values.findIndex((value) => value !== undefined));
    expect(new Set(born.filter((at) => at > 0)).size).toBe(3);
  }));

/** What the program says of a command line. */
const said = async (...argv: readonly string[]) => {
  const { world, said: words } = madeUp();
  return { code: await cli(['simulate', ...argv], world), ...words };
};

const hour = ['--history', '1h', '--until', '2026-03-10T15:00:00Z'];

test('a history says what it is', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'a.om');
    const { code, stdout, stderr } = await said(...hour, '--output', file);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/a\.om: 5\d,\d{3} samples of 48\d series, 1\d(\.\d)? MB\.\n$/);
    expect(readdirSync(folder)).toEqual(['a.om']);
  }));

test('a link stays a link', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'real.om'), 'old');
    symlinkSync('real.om', join(folder, 'link.om'));
    await linesOf(folder);
    expect((await said(...hour, '--output', join(folder, 'link.om'))).code).toBe(0);
    expect(lstatSync(join(folder, 'link.om')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.om'), 'utf8')).toContain('# EOF');
  }));

test('whoever stops it finds what was there before, and nothing else', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'a.om');
    writeFileSync(file, 'before');
    const { world, said: words } = madeUp({ stopped: AbortSignal.abort() });
    const code = await cli(['simulate', ...hour, '--output', file], world);
    expect([code, words.stderr]).toEqual([
      1,
      'fraiseql-monitoring simulate: Stopped: nothing was written.\n',
    ]);
    expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['a.om'], 'before']);
  }));

test.each([
  ['/dev/full', '--output /dev/full is on a file system that is full.'],
  ['/nowhere/a.om', '--output /nowhere/a.om is in a folder that does not exist.'],
  ['/dev', '--output /dev is a folder.'],
])('%s is refused with a reason', async (file, says) => {
  const { code, stderr } = await said(...hour, '--output', file);
  expect([code, stderr]).toEqual([1, `fraiseql-monitoring simulate: ${says}\n`]);
  expect(existsSync('/dev/full')).toBe(true);
});

test('everything that is wrong is told at once', async () => {
  const { code, stderr } = await said(
    ...[
      '--seed',
      'x',
      '--replicas',
      '21',
      '--binding',
      'contrakt',
      '--history',
      '3o',
      '--until',
      '2026-02-30T00:00:00Z',
    ],
    ...['--port', '1', '--scenario', 'outage', '--scenario', 'slw@2026-03-10T14:00:00Z'],
    ...['--scenario', 'slow@2026-03-10T14:00:00Z/0m'],
  );
  expect(code).toBe(2);
  expect(stderr.replaceAll('fraiseql-monitoring simulate: ', '')).toBe(
    `--seed must be a whole number from 0 to 2147483647, got 'x'.
--replicas must be a whole number from 1 to 20, got '21'.
--binding must be one of contract, fraiseql-2.15, got 'contrakt'. Did you mean 'contract'?
--port is for serving, and a history is a file.
--output is missing: the file that the history is written into.
--history must be a duration from 30s to 10y, such as 30d, got '3o'.
--until must be a time in UTC such as 2026-03-31T00:00:00Z, got '2026-02-30T00:00:00Z'.
--scenario outage must say when in UTC, such as outage@2026-03-10T14:00:00Z/20m.
--scenario: There is no scenario 'slw'. Did you mean 'slow'?
--scenario slow@2026-03-10T14:00:00Z/0m must last a duration such as 20m, got '0m'.
See fraiseql-monitoring simulate --help.
`,
  );
});

test('faults are within the history, one at a time', async () => {
  const faults = ['slow@2026-03-10T14:10:00Z', 'pool@2026-03-10T14:20:00Z/5m', 'outage@2026-03-10T14:50:00Z'];
  const { stderr } = await said(
    ...hour,
    '--output',
    '/dev/null',
    ...faults.flatMap((one) => ['--scenario', one]),
  );
  expect(stderr).toContain(
    'pool@2026-03-10T14:20:00Z/5m begins before slow@2026-03-10T14:10:00Z is over: there is one fault at a time.',
  );
  expect(stderr).toContain(
    'outage@2026-03-10T14:50:00Z is outside the history, which is from 2026-03-10T14:00:00Z to 2026-03-10T15:00:00Z.',
  );
});

test('what belongs to a history is refused where something is served', async () => {
  const { stderr } = await said(
    '--until',
    '2026-03-10T15:00:00Z',
    '--scenario',
    'outage@2026-03-10T15:00:00Z',
  );
  expect(stderr).toContain('--until is for a history: add --history 1d.');
  expect(stderr).toContain('--scenario outage@2026-03-10T15:00:00Z has a time, which is for a history');
});

test('a port that is taken is told of', async () => {
  const { world } = madeUp({ stopped: AbortSignal.abort() });
  expect(await cli(['simulate', '--port', '0'], world)).toBe(0);
  const { createServer } = await import('node:net');
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const port = String((taken.address() as { port: number }).port);
  const { code, stderr } = await said('--port', port);
  taken.close();
  expect([code, stderr]).toEqual([
    1,
    `fraiseql-monitoring simulate: 127.0.0.1:${port} is taken by another program. Choose another port with --port.\n`,
  ]);
});
