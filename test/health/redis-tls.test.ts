import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Health } from '../../src/health/service.ts';
import { certificate } from '../platform/certificate.ts';
import { eventually } from './patience.ts';
import { RedisServer } from './redis-server.ts';
import { ask, Scene, timing } from './trial.ts';

const scene = new Scene();
const server = new RedisServer(scene.folder);
const ca = join(scene.folder, 'ca.pem');
let service: Health;

beforeAll(async () => {
  const { file } = await certificate(scene.folder);
  cpSync(file, ca);
  const files = ['--tls-cert-file', file, '--tls-key-file', join(scene.folder, 'key.pem')];
  await server.startTls('--tls-auth-clients', 'no', ...files, '--tls-ca-cert-file', file);
  service = await scene.start({
    service: 'fraiseql-api',
    checks: { redis: { host: 'localhost', port: server.port, caFile: ca, ...timing } },
  });
});
afterAll(async () => {
  await service.stop();
  await server.stop();
  scene.remove();
});

const stateOf = async () => (await ask(service.url)).body.checks.redis?.error ?? 'healthy';

test('Redis is reached over TLS, and only where its certificate is trusted', async () => {
  await eventually(stateOf, (state) => state === 'healthy');
  const { cert } = await certificate(scene.folder);
  scene.file('ca.pem', cert);
  expect(await eventually(stateOf, (state) => state === 'tls')).toBe('tls');
});
