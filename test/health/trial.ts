import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { healthConfigSchema, type HealthConfigInput } from '../../src/health/config.ts';
import { kinds, type Kind } from '../../src/health/kinds.ts';
import type { Dependency } from '../../src/health/model.ts';
import { startHealth, type Health } from '../../src/health/service.ts';
import { eventually } from './patience.ts';
import type { Proxy } from './proxy.ts';

/** Something that goes wrong with a dependency. */
export interface Fault {
  readonly fault: string;
  readonly breaks: () => unknown;
  readonly heals: () => unknown;
  /** What `error` says of it. @default - nothing: the dependency stays healthy */
  readonly kind?: Kind;
  /** How long a check takes then, at least, in milliseconds. @default 0 */
  readonly takes?: number;
}

/** What a dependency's trial is made of. */
export interface Trial {
  readonly dependency: Dependency;
  /** Starts what is real of it. */
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  /** The proxy before it. */
  readonly proxy: () => Proxy;
  /** How it is checked, apart from when. */
  readonly config: () => Record<string, unknown>;
  readonly faults: readonly Fault[];
  /** Words that nobody may ever be told. */
  readonly secrets: readonly string[];
}

/** Times that every trial has: short, and long enough for a machine that is busy. */
export const timing = { interval: '250ms', timeout: '200ms' } as const;
/** Times where nothing is slow on purpose, so that a check of a machine that is very busy does not fail. */
export const patient = { interval: '600ms', timeout: '500ms' } as const;
/** A delay that a check bears, and one that it does not, in milliseconds. */
export const [bearable, unbearable] = [80, 350] as const;

/** A folder for files of secrets, and names that are gone. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'health-'));
  readonly gone = new Set<string>();
  readonly lines: string[] = [];

  /** Writes a file of the folder, and returns its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Resolves names as the system does, unless they are gone, and only to where these tests listen. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    if (this.gone.has(hostname)) {
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), '', 4);
    } else systemLookup(hostname, { ...options, family: 4 }, callback);
  };

  start(config: HealthConfigInput): Promise<Health> {
    const write = (line: string): unknown => this.lines.push(line);
    const props = { host: '127.0.0.1', port: 0, write, now: () => new Date(), lookup: this.lookup };
    return startHealth(healthConfigSchema.parse(config), props);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What `/health` and `/health/ready` say. */
export async function ask(url: string) {
  const [health, ready] = await Promise.all([fetch(`${url}/health`), fetch(`${url}/health/ready`)]);
  const body = (await health.json()) as {
    readonly status: string;
    readonly version: string;
    readonly timestamp: string;
    readonly checks: Readonly<
      Record<string, { readonly status: string; latency_ms: number; error?: string }>
    >;
  };
  return { status: health.status, ready: ready.status, body };
}

/** Tries a dependency: each fault is told by its kind, in 503, and is over when it is over, with one connection at a time. */
export function tried(scene: Scene, trial: Trial): void {
  const { dependency, faults, secrets } = trial;
  let service: Health;
  const bodies: string[] = [];
  const look = async () => {
    const { status, ready, body } = await ask(service.url);
    bodies.push(JSON.stringify(body));
    const { error, latency_ms: latency } = body.checks[dependency] ?? { latency_ms: 0 };
    return { status, ready, error, latency };
  };
  const isHealthy = ({ status, ready, error }: Awaited<ReturnType<typeof look>>) =>
    status === 200 && ready === 200 && error === undefined;

  beforeAll(async () => {
    await trial.begin();
    const config = { ...trial.config(), ...timing };
    service = await scene.start({
      service: 'fraiseql-api',
      checks: { [dependency]: config },
      needed: [dependency],
    });
    await eventually(look, isHealthy);
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await trial.end();
    scene.remove();
  });

  describe.each(faults)('$fault', ({ breaks, heals, kind, takes }) => {
    test(
      kind === undefined ? 'is healthy all the same' : `is ${kind}, until it is over`,
      async () => {
        await breaks();
        if (kind === undefined) await staysHealthy(takes);
        else await turns(kind);
        await heals();
        await eventually(look, isHealthy);
      },
      40_000,
    );
  });

  async function turns(kind: Kind): Promise<void> {
    const ready = kinds[kind].effect === 'down' ? 503 : 200;
    const seen = await eventually(look, (now) => now.error === kind && now.ready === ready);
    expect(seen.status).toBe(503);
  }

  /** What is wrong was there for two whole checks, and as slow as it should be. */
  async function staysHealthy(takes = 0): Promise<void> {
    const before = trial.proxy().total;
    await eventually(
      () => trial.proxy().total,
      (total) => total > before + 2,
    );
    await eventually(look, (now) => isHealthy(now) && now.latency >= takes);
  }

  test('never had more than one connection, and one for every check', () => {
    const { most, total } = trial.proxy();
    expect(most).toBe(1);
    expect(total).toBeGreaterThan(faults.length);
  });

  test('told nobody a host, user, key, query or message', () => {
    const told = [...bodies, ...scene.lines].join('\n');
    expect(told).toContain('"error"');
    // Where the service itself listens is no secret.
    const words = told.replaceAll(service.url, '');
    expect(secrets.filter((secret) => words.includes(secret))).toEqual([]);
  });
}
