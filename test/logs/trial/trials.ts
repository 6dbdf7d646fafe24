import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../stand-in/streams.ts';
import { broken, cri, numbered, type Node } from './node.ts';
import { count } from './numbers.ts';
import { becomes } from './becomes.ts';

/** Something that is tried with a real Filebeat: what must hold, and whether it does, in words. */
export interface Trial {
  readonly name: string;
  /** @returns what was seen. @throws where it does not hold. */
  readonly run: (node: Node) => Promise<string>;
}

const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => cri(numbered(from + at)));

const all = (node: Node): Document[] => node.elasticsearch.documents('logs-fraiseql.*-production');

/** Waits until all numbered lines are there; says how many are missing when they do not come. */
async function arrived(node: Node, total: number, seconds = 40): Promise<string> {
  await becomes(() => count(all(node), total).lost === 0, seconds).catch(() => undefined);
  const { lost, twice } = count(all(node), total);
  if (lost > 0 || twice > 0)
    throw new Error(`${String(lost)} lost, ${String(twice)} twice, of ${String(total)}`);
  return `${String(total)} lines: 0 lost, 0 twice`;
}

const sorted = (map: unknown): object =>
  Object.fromEntries(Object.entries(map as object).sort(([a], [b]) => a.localeCompare(b)));

const expected = (got: unknown, wanted: unknown): void => {
  const [one, other] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`got ${one}, not ${other}`);
};

/** Everything that is tried. */
export const trials: readonly Trial[] = [
  {
    name: 'a line of JSON is a document, with its own time',
    run: async (node) => {
      await node.start();
      node.write(
        '0.log',
        cri(
          '{"timestamp":"2026-11-24T09:59:59.987Z","level":"INFO","target":"fraiseql::query","fields":{"message":"ok","query_hash":"a3","duration_ms":12.5,"result_rows":3,"status":"ok","new":{"a":1}},"span":"x"}',
        ),
      );
      await becomes(() => all(node).length > 0);
      const { '@timestamp': time, ...rest } = all(node)[0] ?? {};
      expected(time, '2026-11-24T09:59:59.987Z');
      expected(Object.keys(rest).sort(), [
        'data_stream',
        'fields',
        'host',
        'kubernetes',
        'log',
        'message',
        'other',
        'stream',
        'target',
      ]);
      expected(sorted(rest.fields), { duration_ms: 12.5, query_hash: 'a3', result_rows: 3, status: 'ok' });
      expected(rest.other, { fields: { new: { a: 1 } }, span: 'x' });
      return JSON.stringify(rest).slice(0, 60) + '…';
    },
  },
  {
    name: 'lines that are no JSON, of a bad time, or of wrong types are kept and marked',
    run: async (node) => {
      await node.start();
      node.write(
        '0.log',
        cri('plain'),
        cri('{"broken'),
        cri('{"timestamp":"2026-02-29T09:59:59Z","level":"WARN"}'),
        cri(
          '{"timestamp":"2026-11-24T10:00:00Z","fields":{"message":{"a":1},"result_rows":"three","context":[1]}}',
        ),
      );
      await becomes(() => all(node).length === 4);
      const marks = all(node).map((one) => (one.log as { readonly parse?: string }).parse ?? 'none');
      expected(marks.sort(), ['no-time', 'none', 'text', 'text']);
      expected(node.elasticsearch.documents('logs-fraiseql.rejected-*').length, 0);
      return marks.join(', ');
    },
  },
  {
    name: 'a panic with its backtrace is one event, also when lines of JSON come between',
    run: async (node) => {
      await node.start();
      const err = { stream: 'stderr' };
      node.write(
        '0.log',
        cri("thread 'main' panicked at src/pool.rs:10:5:", err),
        cri(numbered(0)),
        cri('no connection', err),
        cri('stack backtrace:', err),
        cri(numbered(1)),
        cri('   0: rust_begin_unwind', err),
        cri('             at /rustc/x.rs:1:2', err),
      );
      await becomes(() => all(node).length === 3);
      const panic = all(node).find(({ message }) => (message as string).startsWith('thread'));
      expected(String(panic?.message).split('\n').length, 5);
      return '5 lines in 1 document, 2 lines of JSON in 2';
    },
  },
  {
    name: 'what the container runtime broke into parts is whole again: a line of 1 MB',
    run: async (node) => {
      await node.start();
      const line = JSON.stringify({
        timestamp: '2026-11-24T10:00:00.000Z',
        level: 'INFO',
        fields: { message: 'x'.repeat(1_000_000) },
      });
      node.write('0.log', ...broken(line), cri(numbered(0)));
      await becomes(() => all(node).length === 2);
      const sizes = all(node).map(({ message }) => (message as string).length);
      expected(Math.max(...sizes), 1_000_000);
      return `a document of ${String(line.length)} bytes`;
    },
  },
  {
    name: 'files that kubelet rotates and compresses, four times in a row',
    run: async (node) => {
      await node.start();
      for (const turn of [0, 1, 2, 3]) {
        node.write('0.log', ...lines(turn * 2000, turn * 2000 + 2000));
        const name = `20261124-10000${String(turn)}`;
        node.rotate(name);
        // The one before last is compressed.
        const before = `0.log.20261124-10000${String(turn - 1)}`;
        if (turn > 0) {
          writeFileSync(join(node.logs, `${before}.gz`), gzipSync('old'));
          node.remove(before);
        }
        node.write('0.log', ...lines(8000 + turn * 10, 8010 + turn * 10));
        await becomes(() => count(all(node), 0).lost === 0 && all(node).length >= turn * 2010 + 1500);
      }
      return arrived(node, 8040);
    },
  },
  {
    name: 'Elasticsearch is down; meanwhile files are rotated and the oldest removed',
    run: async (node) => {
      await node.start();
      node.write('0.log', ...lines(0, 2000));
      await arrived(node, 2000);
      node.elasticsearch.behaviour.fails = 'closes';
      node.write('0.log', ...lines(2000, 12_000));
      await becomes(
        () => node.said.includes('Failed to connect') || node.said.includes('failed to perform any bulk'),
      );
      node.rotate('20261124-100000');
      node.write('0.log', ...lines(12_000, 14_000));
      // Filebeat sees the new file within its 5 seconds, and opens it.
      await new Promise((resolve) => setTimeout(resolve, 7000));
      node.remove('0.log.20261124-100000');
      await new Promise((resolve) => setTimeout(resolve, 7000));
      node.elasticsearch.behaviour.fails = undefined;
      return arrived(node, 14_000, 60);
    },
  },
  {
    name: 'Elasticsearch has too much to do (429 for 3000 documents, then 503)',
    run: async (node) => {
      node.elasticsearch.behaviour.tooMany = 3000;
      await node.start();
      node.write('0.log', ...lines(0, 5000));
      await becomes(() => node.elasticsearch.behaviour.tooMany === 0, 60);
      node.elasticsearch.behaviour.fails = 503;
      await new Promise((resolve) => setTimeout(resolve, 2000));
      node.elasticsearch.behaviour.fails = undefined;
      return arrived(node, 5000, 60);
    },
  },
  {
    name: 'a document that Elasticsearch refuses is put aside, the others are not',
    run: async (node) => {
      await node.start();
      const deep = `{"timestamp":"2026-11-24T10:00:00Z","deep":${'{"a":'.repeat(25)}1${'}'.repeat(25)}}`;
      node.write('0.log', ...lines(0, 100), cri(deep), ...lines(100, 200));
      await becomes(() => node.elasticsearch.documents('logs-fraiseql.rejected-*').length > 0);
      const [aside] = node.elasticsearch.documents('logs-fraiseql.rejected-*');
      expected(String(aside?.message).includes('"deep"'), true);
      return `${await arrived(node, 200)}; 1 put aside with ${Object.keys(aside ?? {}).join(', ')}`;
    },
  },
  {
    name: 'Filebeat is killed in the middle, and started again',
    run: async (node) => {
      node.elasticsearch.behaviour.delay = 20;
      await node.start();
      node.write('0.log', ...lines(0, 20_000));
      await becomes(() => all(node).length > 3000);
      await node.end('SIGKILL');
      const before = all(node).length;
      node.rotate('20261124-100000');
      node.write('0.log', ...lines(20_000, 21_000));
      node.elasticsearch.asked.length = 0;
      await node.start();
      return `${await arrived(node, 21_000, 60)}; killed at ${String(before)}`;
    },
  },
  {
    name: 'Filebeat is asked to end (a new version), and started again',
    run: async (node) => {
      await node.start();
      node.write('0.log', ...lines(0, 20_000));
      await becomes(() => all(node).length > 1000);
      const how = await node.end('SIGTERM');
      await node.start();
      return `${await arrived(node, 20_000, 60)}; it ${how === 'ended' ? 'ended by itself' : 'hung, and was killed'}`;
    },
  },
];
