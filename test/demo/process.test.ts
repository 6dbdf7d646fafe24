import { afterEach, expect, test } from 'vitest';
import { createServer } from 'node:http';
import { listen } from '../../engines/listen.ts';
import { until } from '../platform/until.ts';
import { DemoProcess } from './process.ts';

let demo: DemoProcess | undefined;

afterEach(() => {
  demo?.remove();
});

test('an engine that dies ends the demo, which says so with the end of its log', async () => {
  demo = new DemoProcess(['--port', '0', '--speed', '10']);
  await demo.said(/^(All is well)/m);
  const engine = (await demo.children()).find(({ args }) => args.startsWith('prometheus-alertmanager'));
  process.kill(engine?.pid ?? 0);
  expect(await demo.end()).toBe(1);
  expect(demo.output).toContain(
    'demo: prometheus-alertmanager has ended, and the demo with it. The end of its log:\n',
  );
  expect(demo.output).toContain('Received SIGTERM');
  expect([...(await demo.children()), ...demo.leftovers()]).toEqual([]);
});

test('whoever ends it in the middle of its start leaves nothing', async () => {
  const begun = new DemoProcess(['--port', '0']);
  demo = begun;
  await until(() => Promise.resolve(begun.leftovers().length > 0));
  expect(await begun.stop('SIGTERM')).toBe(0);
  expect(begun.output).not.toContain('All is well');
  expect([...(await begun.children()), ...begun.leftovers()]).toEqual([]);
});

test('a port that is taken is told of in one line', async () => {
  const other = createServer();
  const { port, host } = new URL(await listen(other));
  demo = new DemoProcess(['--port', port]);
  expect(await demo.end()).toBe(1);
  expect(demo.output).toBe(`demo: ${host} is taken by another program. Choose another port with --port.\n`);
  other.close();
});

test('what is wrong with an environment is told with its place', async () => {
  demo = new DemoProcess(['--port', '0', '--environment', 'environments/none.yaml']);
  expect(await demo.end()).toBe(1);
  expect(demo.output).toContain('demo: environments/none.yaml:1:1: does not exist.');
});
