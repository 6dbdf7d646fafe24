import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { listen } from '../../engines/listen.ts';
import { eventually } from './patience.ts';
import { patient, Scene } from './trial.ts';

const scene = new Scene();
const api = createServer((_, response) => response.end('ok'));
const address = listen(api);
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  api.close();
  scene.remove();
});

/** The command, as people start it. */
async function start(...argv: readonly string[]) {
  const checks = { api: { url: await address, ...patient } };
  const config = scene.file('health.yaml', stringify({ service: 'fraiseql-api', checks, needed: ['api'] }));
  const line = ['--import', resolve('node_modules/tsx/dist/esm/index.mjs'), resolve('src/bin.ts'), 'health'];
  const child = spawn('node', [...line, '--config', config, '--port', '0', ...argv], { cwd: tmpdir() });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const url = await eventually(
    () => /"url":"([^"]+)"/.exec(said.stdout)?.[1] ?? '',
    (found) => found !== '',
    60,
  );
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as unknown,
    signal: signal as unknown,
  }));
  const statusOf = (path: string) =>
    fetch(url + path, { headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 0,
    );
  await eventually(
    () => statusOf('/health/ready'),
    (status) => status === 200,
  );
  return { child, said, url, ended, statusOf };
}

describe('asked to end', () => {
  test('it is not ready at once, goes on answering, and ends with 0', async () => {
    const { child, ended, statusOf, said } = await start('--drain', '2s');
    const asked = performance.now();
    child.kill('SIGTERM');
    await eventually(
      () => statusOf('/health/ready'),
      (status) => status === 503,
    );
    expect(await statusOf('/health/live')).toBe(200);
    await eventually(
      () => statusOf('/health'),
      (status) => status === 200,
    );
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeGreaterThan(2000);
    expect(await statusOf('/health/live')).toBe(0);
    expect(said.stderr).toBe('');
    const messages = said.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { fields: { message: string } }).fields.message);
    expect(messages.filter((message) => !message.startsWith('api is'))).toEqual([
      'listening',
      'stopping: not ready any more',
      'stopped',
    ]);
  });

  test('it ends at once where nothing is to be waited for', async () => {
    const { child, ended } = await start('--drain', '0s');
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  test('it ends at once when it is asked twice', async () => {
    const { child, ended, statusOf } = await start('--drain', '10m');
    child.kill('SIGTERM');
    await eventually(
      () => statusOf('/health/ready'),
      (status) => status === 503,
    );
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
  });
});

test('held up for longer than a result lasts, it says nothing that is too old, and recovers', async () => {
  const { child, url, statusOf } = await start();
  child.kill('SIGSTOP');
  const held = performance.now();
  // Longer than interval, timeout and margin, all of them.
  await eventually(
    () => performance.now() - held,
    (milliseconds) => milliseconds > 2300,
  );
  // A wedged process answers nothing, liveness least of all.
  const waiting = fetch(`${url}/health/live`, { signal: AbortSignal.timeout(300) });
  await expect(waiting).rejects.toThrow('timeout');
  const first = fetch(`${url}/metrics`).then((response) => response.text());
  child.kill('SIGCONT');
  const age = Number(/check_age_seconds\{dependency="api"\} (\S+)/.exec(await first)?.[1]);
  const up = Number(/dependency_up\{dependency="api"\} (\d)/.exec(await first)?.[1]);
  expect(up).toBe(age < 2.1 ? 1 : 0);
  await eventually(
    () => statusOf('/health'),
    (status) => status === 200,
  );
});

test('a port that is taken is told with what to do', async () => {
  const { url } = await start();
  const line = ['--import', resolve('node_modules/tsx/dist/esm/index.mjs'), resolve('src/bin.ts'), 'health'];
  const config = join(scene.folder, 'health.yaml');
  const child = spawn('node', [...line, '--config', config, '--port', new URL(url).port]);
  running.push(child);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(stderr).toContain('is taken by another program. Choose another port with --port.');
});
