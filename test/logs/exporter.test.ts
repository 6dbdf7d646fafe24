import { afterEach, beforeEach, expect, test } from 'vitest';
import { indexParts } from '../../src/logs/index-parts.ts';
import { logsConfigSchema } from '../../src/logs/config.ts';
import { clientFor } from '../../src/logs/elasticsearch.ts';
import { setUp } from '../../src/logs/setup.ts';
import { streamNames } from '../../src/logs/streams.ts';
import { logsMetrics } from '../../src/metrics/logs.ts';
import { until } from '../platform/until.ts';
import { configFor, file, run } from './run.ts';
import { StandIn } from './stand-in/elasticsearch.ts';

let elasticsearch: StandIn;
let url = '';
let stop: AbortController;
let ended: Promise<{ code: number; stdout: string }>;
let address = '';
let said = '';

beforeEach(async () => {
  elasticsearch = new StandIn();
  url = await elasticsearch.start();
});
afterEach(async () => {
  stop.abort();
  await ended;
  await elasticsearch.stop();
});

/** Starts the command, as a pod does, and waits until it serves. */
async function start(...more: readonly string[]): Promise<void> {
  stop = new AbortController();
  said = '';
  const stdout = { write: (text: string) => (said += text) };
  ended = run(['exporter', '--config', configFor(url), '--port', '0', '--interval', '1s', ...more], {
    stdout,
    now: () => new Date(),
    untilStopped: () => stop.signal,
  });
  await until(() => Promise.resolve(said.includes('Serving')));
  address = /http:\S+(?=\/metrics)/.exec(said)?.[0] ?? '';
}

/** Templates and streams, and lines of nodes so many seconds ago. */
async function withLines(lines: Readonly<Record<string, number>>): Promise<void> {
  const config = logsConfigSchema.parse({ environment: 'production', elasticsearch: { url } });
  const client = clientFor({ elasticsearch: config.elasticsearch, timeout: 5000 });
  const streams = streamNames('production');
  await setUp({ client, parts: indexParts(config), streams, dryRun: false, say: () => undefined });
  await client.close();
  for (const [node, ago] of Object.entries(lines)) add('audit', { host: { name: node } }, ago);
}

let id = 0;
const add = (kind: string, document: object, ago: number): number =>
  elasticsearch.streams.add(`logs-fraiseql.${kind}-production`, String((id += 1)), {
    '@timestamp': new Date(Date.now() - ago * 1000).toISOString(),
    ...document,
  });

const metrics = async (): Promise<string> => (await fetch(`${address}/metrics`)).text();
const shows = (words: string | RegExp) =>
  until(async () => {
    const text = await metrics();
    return typeof words === 'string' ? text.includes(words) : words.test(text);
  });
const value = async (line: string): Promise<number> =>
  Number(
    (await metrics())
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.split(' ')
      .at(-1),
  );

test('exports what the contract promises, and nothing else', async () => {
  await withLines({ 'node-1': 5 });
  await start();
  await shows('node="node-1"');
  const names = [...(await metrics()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(names.sort()).toEqual(
    Object.values(logsMetrics)
      .map(({ name }) => name)
      .sort(),
  );
});

test('tells the time of the newest line of each node of the last day', async () => {
  await withLines({ 'node-1': 5, 'node-2': 7200, 'node-3': 100_000, 'node-4': -3600 });
  add('request', { host: { name: 'node-1' } }, 60);
  await start();
  await shows('node="node-2"');
  const now = Date.now() / 1000;
  expect(now - (await value(`${logsMetrics.newest.name}{node="node-1"}`))).toBeGreaterThan(4);
  expect(now - (await value(`${logsMetrics.newest.name}{node="node-1"}`))).toBeLessThan(30);
  expect(now - (await value(`${logsMetrics.newest.name}{node="node-2"}`))).toBeGreaterThan(7199);
  // A day and more ago, and an hour ahead.
  expect(await metrics()).not.toMatch(/node-3|node-4/);
});

test('tells of documents that were put aside', async () => {
  await withLines({});
  add('rejected', { message: 'x' }, 60);
  add('rejected', { message: 'x' }, 3600);
  await start();
  await shows(`${logsMetrics.rejected.name} 1\n`);
  add('rejected', { message: 'x' }, 3600);
  await shows(`${logsMetrics.rejected.name} 2\n`);
});

test('says that Elasticsearch is down, goes on, and keeps what it knew', async () => {
  await withLines({ 'node-1': 5 });
  await start();
  await shows(`${logsMetrics.elasticsearchUp.name} 1\n`);
  const last = await value(logsMetrics.lastCheck.name);
  elasticsearch.behaviour.fails = 'closes';
  await shows(`${logsMetrics.elasticsearchUp.name} 0\n`);
  expect(await metrics()).toContain('node="node-1"');
  expect((await fetch(`${address}/ready`)).status).toBe(200);
  elasticsearch.behaviour.fails = undefined;
  await shows(`${logsMetrics.elasticsearchUp.name} 1\n`);
  expect(await value(logsMetrics.lastCheck.name)).toBeGreaterThan(last);
  expect(said.split('\n').filter((line) => line.includes('cannot be reached'))).toHaveLength(1);
});

test('starts while Elasticsearch is down', async () => {
  elasticsearch.behaviour.fails = 503;
  await start();
  await until(() => Promise.resolve(said.includes('not ready or too busy (503)')));
  expect(await metrics()).toContain(`${logsMetrics.elasticsearchUp.name} 0\n`);
});

test('asks one question at a time, however slow the answers are', async () => {
  await withLines({ 'node-1': 5 });
  elasticsearch.behaviour.delay = 400;
  await start();
  await shows('node="node-1"');
  await until(() => Promise.resolve(elasticsearch.asked.length > 12));
  expect(elasticsearch.mostAtOnce).toBe(1);
});

test('needs to read and nothing else, and takes a key that was changed', async () => {
  elasticsearch.behaviour.keys.set('id:one', ['indices:data/read/']);
  const key = file('key', 'id:one');
  await start('--api-key-file', key);
  await shows(`${logsMetrics.elasticsearchUp.name} 1\n`);
  elasticsearch.behaviour.keys.delete('id:one');
  elasticsearch.behaviour.keys.set('id:two', ['indices:data/read/']);
  await shows(`${logsMetrics.elasticsearchUp.name} 0\n`);
  expect(said).toContain('it does not know the API key (401)');
  file('key', 'id:two');
  await shows(`${logsMetrics.elasticsearchUp.name} 1\n`);
});

test('ends when it is asked to, also in the middle of a question', async () => {
  elasticsearch.behaviour.delay = 60_000;
  await start();
  await until(() => Promise.resolve(elasticsearch.atOnce > 0));
  const before = Date.now();
  stop.abort();
  expect((await ended).code).toBe(0);
  expect(Date.now() - before).toBeLessThan(5000);
});
