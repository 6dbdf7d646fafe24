import { Registry } from 'prom-client';
import { command } from '../cli/command.ts';
import type { Options } from '../cli/options.ts';
import { printable } from '../cli/words.ts';
import type { World } from '../cli/world.ts';
import { serve } from '../http/serve.ts';
import type { LogsConfig } from '../logs/config.ts';
import { makeExporter } from '../logs/exporter.ts';
import { answering } from '../logs/answering.ts';
import { configFrom, keyFrom, millisecondsFrom, options as shared } from './logs/asked.ts';

const options = {
  ...shared,
  host: { value: 'ADDRESS', says: 'Address that it listens on. Left out: 127.0.0.1. In a pod: 0.0.0.0.' },
  port: { value: 'PORT', says: 'Port that it listens on. Left out: 9090.' },
  interval: { value: 'DURATION', says: 'Time between two checks. Left out: 30s.' },
} as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked {
  readonly config: LogsConfig;
  readonly apiKeyFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** In milliseconds. */
  readonly interval: number;
}

/** `logs exporter`: what Elasticsearch has of the logs, for Prometheus. */
export const logsExporter = command({
  about: `Asks Elasticsearch for the newest line of each node, and for documents that it refused, and serves that at /metrics. What is in Elasticsearch counts, not what a shipper believes to have sent.

It runs until it is asked to end. When Elasticsearch does not answer it says so in its metrics, and asks again.`,
  options,
  examples: [
    {
      does: 'On this machine',
      line: 'fraiseql-monitoring logs exporter --config logs.yaml --api-key-file key',
    },
  ],
  exits: { 1: 'it could not listen there' },
  read: (given, problems): Asked => ({
    config: configFrom(given.config, problems),
    apiKeyFile: keyFrom(given['api-key-file'], problems),
    host: given.host ?? '127.0.0.1',
    port: portFrom(given.port ?? '9090', problems),
    interval: millisecondsFrom('interval', given.interval ?? '30s', problems),
  }),
  run: exportFor,
});

async function exportFor(asked: Asked, { stdout, now, untilStopped }: World): Promise<number> {
  const { config, apiKeyFile, host, port, interval } = asked;
  const { environment, elasticsearch } = config;
  const stopped = untilStopped();
  const say = (line: string): unknown => stdout.write(`${line}\n`);
  const registry = new Registry();
  const access = { elasticsearch, apiKeyFile, timeout: interval };
  const exporter = makeExporter({ ...access, environment, registry, now, say });
  const serving = await serve(answering(registry), { host, port });
  say(`Serving ${serving.url}/metrics`);
  while (!stopped.aborted) {
    // One check after the other: a slow one delays the next, and never meets it.
    await Promise.race([exporter.check(), ending(stopped)]);
    await pause(interval, stopped);
  }
  await serving.stop();
  return 0;
}

const ending = (signal: AbortSignal): Promise<void> => pause(undefined, signal);

/** Ends after a time, or when the program is asked to end. */
const pause = (milliseconds: number | undefined, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = milliseconds === undefined ? undefined : setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

function portFrom(port: string, problems: string[]): number {
  if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) return Number(port);
  problems.push(
    `--port must be a number from 1 to 65535, or 0 for one that is free, got '${printable(port)}'.`,
  );
  return 0;
}
