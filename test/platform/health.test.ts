import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, podsOf, type Container } from '../../src/checks/manifests/objects/pods.ts';
import { cli } from '../../src/cli.ts';
import { healthConfigSchema, type HealthConfig } from '../../src/health/config.ts';
import { startHealth, type Health } from '../../src/health/service.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { makeEnvironment, type Environment } from '../../src/stack.ts';
import { findings, manifestsOf } from '../checks/manifests/judge.ts';
import { madeUp } from '../cli/world.ts';
import { production, withSettings } from '../good.ts';
import { put } from '../put.ts';
import { variants } from '../variants.ts';
import { until } from './until.ts';

const withHealth = variants.filter(([, { health }]) => health !== undefined);
const whole = withHealth.find(([name]) => name === 'production with the health service')?.[1] ?? production;

const known = new Map<Settings, Environment>();

/** An environment, made once. */
function made(settings: Settings): Environment {
  const environment = known.get(settings) ?? makeEnvironment(settings);
  known.set(settings, environment);
  return environment;
}

const objectsIn = (settings: Settings, kind: string) =>
  made(settings)
    .manifests.map(({ object }) => object)
    .filter((object) => object.kind === kind && object.metadata.name === 'fraiseql-health');

/** Text of the configuration that the pods mount. */
const configOf = (settings: Settings): string =>
  at(objectsIn(settings, 'ConfigMap')[0], 'data', 'health.yaml') as string;

function containerOf(settings: Settings): Container {
  const pods = podsOf(made(settings).manifests);
  const container = pods
    .flatMap(({ spec }) => spec.containers)
    .find(({ name }) => name === 'fraiseql-health');
  if (container === undefined) throw new Error('There is no health service.');
  return container;
}

describe('the health service', () => {
  test('is there where the settings ask for it, and only there', () => {
    expect(withHealth.length).toBeGreaterThan(3);
    expect(objectsIn(production, 'Deployment')).toEqual([]);
    for (const [name, settings] of withHealth)
      expect(objectsIn(settings, 'Deployment'), name).toHaveLength(1);
  });

  test.each(withHealth)('has everything that checks of manifests ask for: %s', (_, settings) => {
    expect(made(settings).problems).toEqual([]);
  });

  const checksOf = (settings: Settings) => healthConfigSchema.parse(load(configOf(settings))).checks;

  test.each(withHealth)('checks what the settings name, and nothing else: %s', (_, settings) => {
    const names = ['database', 'elasticsearch', 'redis', 'kms', 'api'] as const;
    const named = names.filter((name) => Boolean(settings.health?.[name]));
    expect(Object.keys(checksOf(settings))).toEqual(named);
  });

  test.each([
    ['by the contract', {}, ':9090/metrics'],
    ['that can do more', { 'service.podProbes.ready.path': '/health/ready' }, ':9090/health/ready'],
    ['that is published', { 'metrics.binding': 'fraiseql-2.15' }, ':8815/readiness'],
    ['on another port', { 'service.podProbes.port': 8080 }, ':8080/metrics'],
  ])('asks a server %s what the kubelet asks', (_, changes, url) => {
    const { api } = checksOf(withSettings(whole, changes));
    expect(api?.url).toBe(`http://fraiseql-api.fraiseql.svc${url}`);
  });

  test('has no secret in its environment, and a configuration that names files alone', () => {
    expect(containerOf(whole).env).toEqual([]);
    expect(configOf(whole).match(/\w+File: .*/g)).toHaveLength(7);
  });

  test('has its Secrets brought, with the keys that it reads', () => {
    const brought = made(whole)
      .manifests.map(({ object }) => object)
      .filter(
        ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name.startsWith('fraiseql-health'),
      )
      .map((object) => [
        object.metadata.name,
        (at(object, 'spec', 'data') as { secretKey: string }[]).map(({ secretKey }) => secretKey),
      ]);
    expect(brought).toEqual([
      ['fraiseql-health-elasticsearch', ['api-key', 'ca.crt']],
      ['fraiseql-health-redis', ['username', 'password', 'ca.crt']],
    ]);
  });

  test('may take on the role that KMS knows, without a token for the Kubernetes API', () => {
    const [account] = objectsIn(whole, 'ServiceAccount');
    expect(account?.metadata.annotations).toMatchObject({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/fraiseql-health',
    });
    expect(account?.automountServiceAccountToken).toBe(false);
  });
});

describe('a file of a Secret that is not there is noticed', () => {
  const bent = (change: (text: string) => string) => {
    const manifests = manifestsOf(whole);
    const all = manifests.all.map((one) => {
      const { kind, metadata } = one.object;
      if (kind !== 'ConfigMap' || metadata.name !== 'fraiseql-health') return one;
      const object = structuredClone(one.object) as object;
      put(object, 'data', { 'health.yaml': change(configOf(whole)) });
      return { ...one, object };
    }) as typeof manifests.all;
    return findings('references-resolve', { ...manifests, all });
  };

  test.each([
    ['nothing', 'x', 'x', []],
    [
      'a folder that nobody mounts',
      'secrets/redis/password',
      'secrets/cache/password',
      [
        "Deployment monitoring/fraiseql-health, spec.template.spec.volumes: Nothing is mounted where the configuration has it read '/etc/fraiseql-health-secrets/cache/password'.",
      ],
    ],
    [
      'a key that the volume does not have',
      'redis/password',
      'redis/passwort',
      [
        "Deployment monitoring/fraiseql-health, spec.template.spec.containers[0]: Reads '/etc/fraiseql-health-secrets/redis/passwort', which the volume does not have.",
      ],
    ],
    [
      'a Service that is not there',
      'fraiseql-redis.fraiseql.svc',
      'fraiseql-redis.caches.svc',
      [
        "ConfigMap monitoring/fraiseql-health, data['health.yaml']: There is no Service for 'fraiseql-redis.caches.svc': namespace 'caches' is neither made here nor a prerequisite.",
      ],
    ],
  ])('%s', (_, from, to, said) => {
    expect(bent((text) => text.replace(from, to))).toEqual(said);
  });
});

describe('its connections', () => {
  test.each(withHealth)('are noticed one by one when they are closed: %s', (_, settings) => {
    const manifests = manifestsOf(settings);
    const policy = manifests.all.find(
      ({ object }) => object.kind === 'NetworkPolicy' && object.metadata.name === 'fraiseql-health',
    );
    const { egress } = (policy?.object as unknown as { spec: { egress: object[] } }).spec;
    expect(egress.length).toBeGreaterThan(3);
    for (const closed of egress.keys()) {
      const object = structuredClone(policy?.object) as object;
      put(
        object,
        'spec.egress',
        egress.filter((_rule, other) => other !== closed),
      );
      const all = manifests.all.map((one) =>
        one === policy ? { ...one, object } : one,
      ) as typeof manifests.all;
      expect(findings('network-edges', { ...manifests, all })).not.toEqual([]);
    }
  });
});

describe('the program, as the pod runs it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'health-pod-'));
  /** The configuration of the pod, with its files here, and servers that nothing answers for. */
  const here = (settings: Settings): string =>
    configOf(settings)
      .replaceAll('/etc/', `${folder}/`)
      .replaceAll(/host: .*/g, 'host: 127.0.0.1')
      .replaceAll(/port: .*/g, 'port: 1')
      .replaceAll(/url: .*/g, 'url: http://127.0.0.1:1')
      .replaceAll(/region: .*/g, '$&\n    endpoint: http://127.0.0.1:1');
  beforeAll(() => {
    for (const [path = ''] of here(whole).matchAll(/\/\S+\/(username|password|api-key|ca\.crt)/g)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'something');
    }
    mkdirSync(join(folder, 'fraiseql-health'));
    writeFileSync(join(folder, 'fraiseql-health/health.yaml'), here(whole));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('takes its arguments', async () => {
    const { world, said, waits } = madeUp({ stopped: AbortSignal.abort() });
    const { args = [] } = containerOf(whole);
    const argv = args.map((arg) =>
      arg.replace('/etc/', `${folder}/`).replace('=0.0.0.0', '=127.0.0.1').replace('=9090', '=0'),
    );
    expect(argv.filter((arg, index) => arg !== args[index])).toHaveLength(3);
    expect(await cli(argv, world), said.stderr).toBe(0);
    expect(waits).toEqual([5000]);
  });

  describe('with everything down that it checks', () => {
    let health: Health;
    const status = async (path: string): Promise<number> => (await fetch(`${health.url}${path}`)).status;
    beforeAll(async () => {
      const config: HealthConfig = healthConfigSchema.parse(load(here(whole)));
      health = await startHealth(config, {
        host: '127.0.0.1',
        port: 0,
        write: () => undefined,
        now: () => new Date(),
      });
      await until(async () => {
        const { checks } = (await (await fetch(`${health.url}/health`)).json()) as {
          checks: Record<string, { error?: string }>;
        };
        return Object.values(checks).every(({ error }) => error !== 'starting');
      });
    });
    afterAll(() => health.stop());

    test('stays in its Service, and is not restarted: it is there to tell', async () => {
      const { readinessProbe, livenessProbe } = containerOf(whole);
      const paths = [readinessProbe, livenessProbe].map((probe) => String(at(probe, 'httpGet', 'path')));
      expect(await Promise.all(paths.map(status))).toEqual([200, 200]);
      expect(await status('/health')).toBe(503);
    });

    test('shows what a server with /health/live and /health/ready does: it lives, and gets no queries', async () => {
      expect(await status('/health/live')).toBe(200);
      expect(await status('/health/ready')).toBe(503);
    });
  });

  test('stays ready for queries while Elasticsearch is down, which they do not need', async () => {
    const settings = withSettings(whole, {
      'health.database': false,
      'health.api': false,
      'health.redis': undefined,
      'health.kms': undefined,
      'health.elasticsearch': { url: 'https://elasticsearch.fraiseql.svc:9200', ca: false },
    });
    const health = await startHealth(healthConfigSchema.parse(load(here(settings))), {
      host: '127.0.0.1',
      port: 0,
      write: () => undefined,
      now: () => new Date(),
    });
    try {
      const answer = async (path: string) => (await fetch(`${health.url}${path}`)).text();
      await until(async () => (await answer('/health')).includes('refused'));
      const { status } = await fetch(`${health.url}/health/ready`);
      expect(status).toBe(200);
    } finally {
      await health.stop();
    }
  });
});
