import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servePage, type Page } from '../../../demo/site/serve.ts';
import { Stage } from '../../../demo/stage.ts';
import type { ScenarioName } from '../../../src/simulator/scenarios.ts';
import { production } from '../../good.ts';

let page: Page;
let port = '';
const begun: ScenarioName[] = [];

/** A service that only remembers which faults it was told to have. */
const simulation = {
  url: '',
  stop: () => Promise.resolve(),
  begin: (name: ScenarioName) => begun.push(name),
  end: () => undefined,
  current: () => begun.at(-1),
};

beforeAll(async () => {
  page = await servePage(0);
  ({ port } = new URL(page.url));
  page.show({
    stage: new Stage(simulation, production),
    facts: { environment: 'production', speed: 1, paged: true, faults: [] },
    engines: { prometheus: 'http://127.0.0.1:1/prometheus', alertmanager: 'http://127.0.0.1:1/alertmanager' },
  });
});

afterAll(() => page.stop());

type Asked = Readonly<Record<string, string>>;

/** Asks as a browser does, with headers that `fetch` lets nobody choose. */
function ask(
  method: string,
  path: string,
  headers: Asked = {},
): Promise<{ status: number; body: string; headers: Asked }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, method, path, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers as Asked });
        });
      },
    );
    asked.on('error', reject).end();
  });
}

describe('only the machine that it runs on', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]'])('may ask for %s', async (name) => {
    expect((await ask('GET', '/', { host: `${name}:${port}` })).status).toBe(200);
  });

  test.each(['rebound.example', 'rebound.example:8080', '127.0.0.1.example', '127.0.0.1'])(
    'asks: a name that somebody had resolved to it, %s, is refused',
    async (host) => {
      expect((await ask('GET', '/prometheus/graph', { host })).status).toBe(403);
    },
  );

  test('presses buttons: from its own page, and with no browser at all', async () => {
    expect((await ask('POST', '/begin/outage', { origin: `http://127.0.0.1:${port}` })).status).toBe(204);
    expect((await ask('POST', '/begin/outage')).status).toBe(204);
    expect(begun).toEqual(['outage', 'outage']);
  });

  test.each<Asked>([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('presses buttons: %o does not', async (headers) => {
    const before = begun.length;
    for (const path of ['/begin/outage', '/end', '/alertmanager/api/v2/silences']) {
      expect((await ask('POST', path, headers)).status).toBe(403);
    }
    expect(begun).toHaveLength(before);
  });
});

test('a fault that there is not is refused in words', async () => {
  expect(await ask('POST', '/begin/flood')).toMatchObject({
    status: 400,
    body: "There is no fault 'flood'.",
  });
  expect((await ask('POST', '/begin/..%2F')).status).toBe(404);
});

test('an engine is only looked at, and told of silences alone', async () => {
  expect((await ask('POST', '/prometheus/-/quit')).status).toBe(405);
  expect((await ask('POST', '/alertmanager/api/v2/alerts')).status).toBe(405);
  expect((await ask('POST', '/alertmanager/api/v2/silences')).status).toBe(502);
  expect(await ask('GET', '/prometheus/graph')).toMatchObject({ status: 502, body: 'It does not answer.\n' });
});

test('nothing but its own scripts runs on the page', async () => {
  const { headers, body } = await ask('GET', '/');
  expect(headers['content-security-policy']).toMatch(
    /default-src 'none'; script-src 'self'; style-src 'self';/,
  );
  expect(body).not.toMatch(/https?:|<script>|style=| on\w+=/);
});

test.each([
  '/runbooks/../../package.json',
  '/runbooks/..%2f..%2fpackage.json',
  '/pictures/none.png',
  '/page/snapshot.ts',
  '/x',
])('%s is no page', async (path) => {
  expect((await ask('GET', path)).status).toBe(404);
});
