import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatOf, readExposition } from '../../src/metrics/exposition.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { run, stop } from '../../engines/process.ts';
import { freePort, listen } from '../../engines/listen.ts';
import { until } from '../platform/until.ts';
import { texts, type Text } from './expositions.ts';

const stopOf = ({ text, format }: Text): string | undefined => {
  try {
    readExposition(text, format);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('reading stops where it should', () => {
  test.each(texts)('$format: $shows', (one) => {
    expect(stopOf(one)).toBe(one.stops);
  });
});

test('a real Prometheus refuses the same texts, and no others', { timeout: 30_000 }, async () => {
  const refused = await refusedByPrometheus(texts);
  expect(refused).toEqual(texts.filter((one) => stopOf(one) !== undefined).map(({ shows }) => shows));
});

test('samples have names, labels and values', () => {
  const { samples, types } = readExposition(
    '# TYPE a histogram\na_bucket{le="+Inf",b="x\\n\\"y\\\\"} 3 17\na_sum 1.5\n',
    'text',
  );
  expect(
    samples.map(({ name, labels, value, line }) => [name, Object.fromEntries(labels), value, line]),
  ).toEqual([
    ['a_bucket', { le: '+Inf', b: 'x\n"y\\' }, 3, 2],
    ['a_sum', {}, 1.5, 3],
  ]);
  expect([...types]).toEqual([['a', 'histogram']]);
});

test('a saved text says by its end which format it has', () => {
  expect(formatOf('a 1\n# EOF\n')).toBe('openmetrics');
  expect(formatOf('a{b="# EOF"} 1\n')).toBe('text');
});

/** What the targets of a real Prometheus are called whose answer it could not read. */
async function refusedByPrometheus(all: readonly Text[]): Promise<string[]> {
  const types = {
    text: 'text/plain; version=0.0.4',
    openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  };
  const server = createServer(({ url = '' }, response) => {
    const one = all[Number(url.slice(1))];
    response.setHeader('content-type', types[one?.format ?? 'text']);
    response.end(one?.text);
  });
  const target = new URL(await listen(server)).host;
  const folder = mkdtempSync(join(tmpdir(), 'exposition-'));
  const address = `127.0.0.1:${String(await freePort())}`;
  const targets = all.map((_, at) => ({ targets: [target], labels: { __metrics_path__: `/${String(at)}` } }));
  const job = { job_name: 'texts', scrape_interval: '1s', static_configs: targets };
  writeFileSync(join(folder, 'prometheus.yaml'), toYaml({ scrape_configs: [job] }));
  const prometheus = run(folder, 'prometheus', [
    `--config.file=${folder}/prometheus.yaml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=${address}`,
  ]);
  try {
    let found: Target[] = [];
    await until(async () => {
      found = await targetsOf(address);
      return found.length === all.length && found.every(({ health }) => health !== 'unknown');
    });
    const down = found
      .filter(({ health }) => health === 'down')
      .map(({ scrapeUrl }) => new URL(scrapeUrl).pathname);
    return all.filter((_, at) => down.includes(`/${String(at)}`)).map(({ shows }) => shows);
  } finally {
    await stop(prometheus);
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}

interface Target {
  readonly scrapeUrl: string;
  readonly health: 'up' | 'down' | 'unknown';
}

const targetsOf = async (address: string): Promise<Target[]> => {
  const response = await fetch(`http://${address}/api/v1/targets`).catch(() => undefined);
  if (response?.ok !== true) return [];
  const { data } = (await response.json()) as { data: { activeTargets: Target[] } };
  return data.activeTargets;
};
