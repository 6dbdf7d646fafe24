import { command } from '../cli/command.ts';
import type { Given, Options } from '../cli/options.ts';
import { printable } from '../cli/words.ts';
import { durationPattern, durationSeconds } from '../promql/duration.ts';
import type { HealthConfig } from '../health/config.ts';
import { readHealthConfig } from '../health/read.ts';
import { startHealth } from '../health/service.ts';
import { SettingsError } from '../settings/problems.ts';

const options = {
  config: { value: 'FILE', says: 'What is checked, and how: docs/health.md.' },
  host: { value: 'ADDRESS', says: 'Address that it listens on. Left out: 127.0.0.1. In a pod: 0.0.0.0.' },
  port: { value: 'PORT', says: 'Port that it listens on. Left out: 9090.' },
  drain: {
    value: 'DURATION',
    says: 'How long it goes on answering after SIGTERM, not ready any more, so that whoever still sends requests here can be told. Left out: 5s.',
  },
} as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked {
  readonly config: HealthConfig;
  readonly host: string;
  readonly port: number;
  /** In milliseconds. */
  readonly drain: number;
}

/** `health`: whether PostgreSQL, Elasticsearch, Redis, KMS and the API answer. */
export const health = command({
  about: `Checks PostgreSQL, Elasticsearch, Redis, KMS and the API in the background, and says how they are: /health for people and load balancers, /health/live and /health/ready for Kubernetes, /metrics for Prometheus. Answers come from memory and never wait for a dependency.

It runs until it is asked to end (SIGTERM, Ctrl-C), and at once when it is asked twice. Changes are logged as lines of JSON on standard output. A secret that is rotated is taken without a restart; a configuration is not.`,
  options,
  examples: [
    { does: 'On this machine', line: 'fraiseql-monitoring health --config health.yaml --drain 0s' },
    {
      does: 'In a pod',
      line: 'fraiseql-monitoring health --config /etc/fraiseql-health/health.yaml --host 0.0.0.0',
    },
  ],
  exits: { 1: 'it could not listen there' },
  read: askedFor,
  run: async ({ config, host, port, drain }, { stdout, now, wait, untilStopped }) => {
    const stopped = untilStopped();
    const write = (line: string): unknown => stdout.write(line);
    const service = await startHealth(config, { host, port, write, now });
    await aborted(stopped);
    service.drain();
    if (drain > 0) await wait(drain);
    await service.stop();
    return 0;
  },
});

function askedFor(given: Given<typeof options>, problems: string[]): Asked {
  return {
    config: configFrom(given.config, problems),
    host: given.host ?? '127.0.0.1',
    port: portFrom(given.port ?? '9090', problems),
    drain: drainFrom(given.drain ?? '5s', problems),
  };
}

const none: HealthConfig = { service: '', checks: {} };

function configFrom(file: string | undefined, problems: string[]): HealthConfig {
  try {
    if (file !== undefined) return readHealthConfig(file);
    problems.push('--config is missing: the file that says what is checked.');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n'));
  }
  return none;
}

function portFrom(port: string, problems: string[]): number {
  if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) return Number(port);
  problems.push(
    `--port must be a number from 1 to 65535, or 0 for one that is free, got '${printable(port)}'.`,
  );
  return 0;
}

function drainFrom(drain: string, problems: string[]): number {
  if (durationPattern.test(drain) && durationSeconds(drain) <= 600) return durationSeconds(drain) * 1000;
  problems.push(`--drain must be a duration up to 10m, such as 5s, got '${printable(drain)}'.`);
  return 0;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener('abort', () => {
        resolve();
      });
  });
