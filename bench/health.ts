import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../engines/listen.ts';
import { dependencies as names, type Dependency } from '../src/health/model.ts';
import { margin } from '../src/health/standing.ts';
import { toYaml } from '../src/output/yaml.ts';
import { eventually } from '../test/health/patience.ts';
import { Dependencies, interval, timeout } from './health/dependencies.ts';
import { stall, type Found, type Order } from './health/order.ts';
import { print, type Ran } from './health/table.ts';

/**
 * How fast `/health` answers at a constant rate while everything that it checks flaps, beside a bare server of Node in the same run, and
 * whether an answer is ever wrong: says healthy or unhealthy against what has been so for longer than interval, timeout and margin.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '5000' } },
});
const [seconds, rate] = [Number(values.seconds), Number(values.rate)];
const folder = mkdtempSync(join(tmpdir(), 'bench-health-'));
const dependencies = new Dependencies(folder);
const running: ChildProcess[] = [];

/** The SDK says that it wants a newer Node one day. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** Time after which everybody must know how a dependency is. */
const within = interval + timeout + margin;

async function measure(): Promise<void> {
  const [port, barePort] = [await freePort(), await freePort()];
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'health');
  writeFileSync(join(folder, 'health.yaml'), toYaml(dependencies.config(secret)));
  const argv = ['health', '--config', join(folder, 'health.yaml'), '--port', String(port), '--drain', '0s'];
  onOneCore(['src/bin.ts', ...argv]);
  const health = `http://127.0.0.1:${String(port)}`;
  await eventually(
    () => statusOf(`${health}/health`),
    (status) => status === 200,
    60,
  );
  const size = (await (await fetch(`${health}/health`)).text()).length;
  onOneCore(['bench/health/bare.ts', String(size), String(barePort)]);
  await eventually(
    () => statusOf(`http://127.0.0.1:${String(barePort)}/`),
    (status) => status === 200,
    60,
  );
  // Both are warm before either is measured, and the bare one is measured before and after: the machine may be busy.
  const bare = `http://127.0.0.1:${String(barePort)}`;
  const beside = Math.max(5, Math.round(seconds / 20));
  await run(bare, 2);
  await run(health, 2);
  const before = await run(bare, beside);
  const found = await run(health, seconds, flap);
  const after = await run(bare, beside);
  const connections = Math.max(...[...dependencies.proxies.values()].map(({ most }) => most));
  console.log(
    `${String(rate)} requests a second for ${String(seconds)} s, open loop, on one core; milliseconds`,
  );
  print(found, [before, after], connections);
  const { judged, wrong } = found;
  process.exitCode = wrong.healthy + wrong.unhealthy === 0 && judged > 0 ? 0 : 1;
}

/** A process of ours that has one core, where that can be said. */
function onOneCore(argv: readonly string[]): void {
  const core = String(availableParallelism() - 1);
  const pinned = spawnSync('taskset', ['-c', core, 'true']).status === 0 ? ['taskset', '-c', core] : [];
  const [command = '', ...rest] = [...pinned, 'node', ...process.execArgv, ...argv];
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'health', AWS_SECRET_ACCESS_KEY: 'health', ...quiet };
  running.push(spawn(command, rest, { cwd: resolve('.'), env, stdio: ['ignore', 'ignore', 'inherit'] }));
}

/** Makes load in a process of its own, and lets something happen meanwhile. */
async function run(
  url: string,
  lasts: number,
  meanwhile: (load: ChildProcess, end: AbortSignal) => Promise<unknown> = () => Promise.resolve(),
): Promise<Ran> {
  const load = fork('bench/health/load.ts');
  const end = new AbortController();
  const before = await usedBy(url);
  const half = setTimeout(lasts * 500).then(() => usedBy(url));
  tell(load, { kind: 'start', port: Number(new URL(url).port), rate, seconds: lasts });
  const happening = meanwhile(load, end.signal);
  const [found] = (await once(load, 'message')) as [Found];
  end.abort();
  await happening;
  load.disconnect();
  const after = await usedBy(url);
  const memory = [before.memory, (await half).memory, after.memory];
  return { ...found, cpu: ((after.cpu - before.cpu) / found.answers) * 1e6, memory };
}

function tell(load: ChildProcess, order: Order): void {
  load.send(order);
}

/** Breaks and heals everything, each in its own rhythm, until the end, and tells what is so, and when it cannot be told. */
function flap(load: ChildProcess, end: AbortSignal): Promise<unknown> {
  dependencies.watch(() => {
    if (load.connected) tell(load, { kind: 'stall' });
  });
  return Promise.all([watch(load, end), ...names.map((name) => flapOne(name, load, end))]);
}

async function flapOne(dependency: Dependency, load: ChildProcess, end: AbortSignal): Promise<void> {
  let up = true;
  tell(load, { kind: 'truth', dependency, up, within });
  // As short as can be judged, and up to three times as long.
  while (await rest(within * (1.2 + 2 * Math.random()), end)) {
    up = !up;
    await dependencies.set(dependency, up);
    tell(load, { kind: 'truth', dependency, up, within });
  }
  if (!up) await dependencies.set(dependency, true);
}

/** Says when this process, which stands for the dependencies, had no turn. */
async function watch(load: ChildProcess, end: AbortSignal): Promise<void> {
  for (let before = performance.now(); await rest(stall / 2, end); before = performance.now()) {
    if (performance.now() - before > stall * 1.5) tell(load, { kind: 'stall' });
  }
}

/** Waits; false when the end came first. */
const rest = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  setTimeout(milliseconds, true, { signal }).catch(() => false);

function statusOf(address: string): Promise<number> {
  return fetch(address).then(
    ({ status }) => status,
    () => 0,
  );
}

async function usedBy(url: string): Promise<{ readonly cpu: number; readonly memory: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return { cpu: value('process_cpu_seconds_total'), memory: value('process_resident_memory_bytes') };
}

try {
  await dependencies.start();
  await measure();
} finally {
  for (const child of running) child.kill();
  await dependencies.stop();
  rmSync(folder, { recursive: true });
}
