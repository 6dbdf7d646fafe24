import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Health } from '../../src/health/service.ts';
import { eventually } from './patience.ts';
import { Proxy } from './proxy.ts';
import { RedisServer } from './redis-server.ts';
import { ask, patient, Scene } from './trial.ts';

const scene = new Scene();
const redis = new RedisServer(scene.folder);
const api: Server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
const toRedis = new Proxy(() => redis.port);
const toApi = new Proxy(() => (api.address() as AddressInfo).port);
let service: Health;

beforeAll(async () => {
  await Promise.all([redis.start(), toRedis.start(), toApi.start()]);
  service = await scene.start({
    service: 'fraiseql-api',
    checks: {
      redis: { host: 'localhost', port: toRedis.port, tls: false, ...patient },
      api: { url: `http://localhost:${String(toApi.port)}/`, ...patient },
    },
    needed: ['api'],
  });
  await eventually(
    () => ask(service.url),
    ({ status }) => status === 200,
  );
});

afterAll(async () => {
  await service.stop();
  await Promise.all([toRedis.refuse(), toApi.refuse(), redis.stop()]);
  api.close();
  scene.remove();
});

/** Asks as HTTP alone does, without what `fetch` makes of it. */
async function raw(path: string, method = 'GET') {
  const asked = request(`${service.url}${path}`, { method }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = (await response.toArray()).join('');
  return { status: response.statusCode, headers: response.headers, body };
}

describe('the answer', () => {
  test('is the body that everybody knows, of what is checked and nothing else', async () => {
    const { body } = await ask(service.url);
    expect(Object.keys(body)).toEqual(['status', 'version', 'timestamp', 'checks']);
    expect(body).toEqual({
      status: 'healthy',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      checks: {
        redis: { status: 'healthy', latency_ms: expect.any(Number) as number },
        api: { status: 'healthy', latency_ms: expect.any(Number) as number },
      },
    });
    expect(Math.abs(Date.now() - Date.parse(body.timestamp))).toBeLessThan(3000);
  });

  test.each(['/health', '/health/live', '/health/ready', '/metrics', '/health?probe=1'])(
    '%s is not kept by anybody, and HEAD says as much of it',
    async (path) => {
      const [got, head] = [await raw(path), await raw(path, 'HEAD')];
      expect(got).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
      expect(got.headers['content-length']).toBe(String(Buffer.byteLength(got.body)));
      expect(head).toMatchObject({ status: 200, body: '', headers: { 'cache-control': 'no-store' } });
      expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
    },
  );

  test('has no header that tells what software this is', async () => {
    const { headers } = await raw('/health');
    expect(Object.keys(headers).sort()).toEqual(
      ['cache-control', 'connection', 'content-length', 'content-type', 'date', 'keep-alive'].filter(
        (name) => name !== 'keep-alive' || headers.connection === 'keep-alive',
      ),
    );
  });

  test.each(['/', '/healthz', '/health/', '/health/constructor', '/constructor'])(
    '%s is nothing',
    async (path) => {
      expect(await raw(path)).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    expect(await raw('/health', method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});

test('one that fails leaves the others as they are, and readiness to those that need it', async () => {
  await toRedis.refuse();
  const seen = await eventually(
    () => ask(service.url),
    ({ body }) => body.checks.redis?.error === 'refused' && body.checks.api?.status === 'healthy',
  );
  expect(seen).toMatchObject({
    status: 503,
    ready: 200,
    body: { status: 'degraded', checks: { redis: { status: 'unhealthy' } } },
  });
  await toRedis.start();
  await eventually(
    () => ask(service.url),
    ({ status }) => status === 200,
  );
});

test('one that flaps is told as it is, and every change is a line of the log', async () => {
  const stateOf = async () => (await ask(service.url)).body.checks.redis?.error ?? 'healthy';
  const before = scene.lines.length;
  for (let time = 0; time < 3; time += 1) {
    await toRedis.refuse();
    await eventually(stateOf, (state) => state === 'refused');
    await toRedis.start();
    await eventually(stateOf, (state) => state === 'healthy');
  }
  const lines = scene.lines
    .slice(before)
    .map((line) => JSON.parse(line) as { level: string; fields: Readonly<Record<string, unknown>> })
    .filter(({ fields }) => fields.dependency === 'redis');
  const states = lines.map(({ level, fields }) => (level === 'INFO' ? 'healthy' : fields.error));
  expect(states.filter((state) => state === 'healthy')).toHaveLength(3);
  // A check may be cut off in the middle before another one is refused.
  expect(states.filter((state, at) => state === states[at - 1])).toEqual([]);
  const refused = lines.filter(({ fields }) => fields.error === 'refused');
  expect(refused).toHaveLength(3);
  expect(refused[0]).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) as string,
    level: 'ERROR',
    target: 'fraiseql_health',
    fields: {
      message: 'redis is unhealthy: refused',
      context: 'health check',
      error: 'refused',
      severity: 'medium',
      dependency: 'redis',
      latency_ms: expect.any(Number) as number,
      service: 'fraiseql-api',
    },
  });
});

test('Prometheus reads what holds, how old it is, how long checks take and what they found', async () => {
  const { body, headers } = await raw('/metrics');
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  for (const line of [
    /^fraiseql_dependency_up\{dependency="redis"\} 1$/m,
    /^fraiseql_dependency_up\{dependency="api"\} 1$/m,
    /^fraiseql_dependency_check_age_seconds\{dependency="redis"\} 0\.\d+$/m,
    /^fraiseql_dependency_check_duration_seconds_bucket\{le="0\.05",dependency="api"\} \d+$/m,
    /^fraiseql_dependency_checks_total\{dependency="redis",outcome="refused"\} [1-9]\d*$/m,
    /^fraiseql_dependency_checks_total\{dependency="api",outcome="healthy"\} [1-9]\d*$/m,
    /^process_resident_memory_bytes \d{8,}$/m,
    /^process_cpu_seconds_total \d/m,
    /^process_start_time_seconds 1\d{9}/m,
  ]) {
    expect(body).toMatch(line);
  }
});

test('checks go on although nobody listens to them, and end with the service', async () => {
  const other = await scene.start({
    service: 'fraiseql-api',
    checks: { api: { url: `http://localhost:${String(toApi.port)}/`, ...patient } },
  });
  await other.stop();
  expect(toApi.open).toBeLessThanOrEqual(1);
  await expect(fetch(`${other.url}/health`)).rejects.toThrow();
});
