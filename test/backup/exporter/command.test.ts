import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cli } from '../../../src/cli.ts';
import { toYaml } from '../../../src/output/yaml.ts';
import { madeUp } from '../../cli/world.ts';
import { until } from '../../platform/until.ts';
import { config } from '../made-up.ts';
import { TestBucket } from './bucket.ts';

const file = join(mkdtempSync(join(tmpdir(), 'backup-exporter-')), 'backup.yaml');
let bucket: TestBucket;

beforeEach(async () => {
  bucket = await TestBucket.start();
  writeFileSync(file, toYaml(config(bucket.s3.url)));
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'READER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret of READER');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await bucket.s3.stop();
});

async function run(args: readonly string[], stopped?: AbortSignal, write?: (text: string) => unknown) {
  const { world, said } = madeUp(stopped === undefined ? {} : { stopped });
  const stdout = { write: write ?? world.stdout.write };
  const code = await cli(['backup', 'exporter', ...args], { ...world, stdout, now: () => new Date() });
  return { code, ...said };
}

/** Starts it as a pod does, and runs a test while it serves. */
async function serving(during: (address: string, said: () => string) => Promise<void>): Promise<number> {
  const stop = new AbortController();
  let said = '';
  const ended = run(
    ['--config', file, '--port', '0', '--interval', '1s'],
    stop.signal,
    (text) => (said += text),
  );
  await until(() => Promise.resolve(said.includes('Serving')));
  await during(/http:\S+(?=\/metrics)/.exec(said)?.[0] ?? '', () => said);
  stop.abort();
  return (await ended).code;
}

const shows = (address: string, words: string) =>
  until(async () => (await (await fetch(`${address}/metrics`)).text()).includes(words));

test('serves what the bucket has, is ready, and ends with 0 when it is asked to', async () => {
  await bucket.dump();
  const code = await serving(async (address) => {
    await shows(address, 'fraiseql_backup_backups{namespace="fraiseql",kind="dump"} 1');
    await shows(address, 'fraiseql_backup_repository_up{namespace="fraiseql"} 1');
    expect((await fetch(`${address}/ready`)).status).toBe(200);
  });
  expect(code).toBe(0);
});

test('gives up a bucket that hangs, says so, and is ready all the same', async () => {
  await bucket.dump();
  const code = await serving(async (address, said) => {
    await shows(address, 'fraiseql_backup_repository_up{namespace="fraiseql"} 1');
    bucket.s3.faults.plan({ kind: 'slow', ms: 60_000, times: 1000 });
    await shows(address, 'fraiseql_backup_repository_up{namespace="fraiseql"} 0');
    expect(said()).toContain('S3 gave no answer in time');
    expect((await fetch(`${address}/ready`)).status).toBe(200);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('fraiseql_backup_backups');
  });
  expect(code).toBe(0);
});

test('says all that is wrong with what it was given', async () => {
  expect(await run(['--port', 'x', '--interval', '5h'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--config is missing[^]*--port must be[^]*--interval must be/) as string,
  });
});

test('has help', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/What is in the bucket counts, not\s+what a Job believes/);
});
