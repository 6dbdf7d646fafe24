import { Registry } from 'prom-client';
import { command } from '../cli/command.ts';
import type { Options } from '../cli/options.ts';
import type { World } from '../cli/world.ts';
import type { LogsConfig } from '../logs/config.ts';
import { makeExporter } from '../logs/exporter.ts';
import { options as serving, servedFrom, type Served } from './exporter/asked.ts';
import { serveLooks } from './exporter/looking.ts';
import { configFrom, keyFrom, options as shared } from './logs/asked.ts';

const options = { ...shared, ...serving } as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked extends Served {
  readonly config: LogsConfig;
  readonly apiKeyFile: string | undefined;
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
    ...servedFrom(given, problems),
  }),
  run: exportFor,
});

async function exportFor(asked: Asked, { stdout, now, untilStopped }: World): Promise<number> {
  const { config, apiKeyFile, interval } = asked;
  const { environment, elasticsearch } = config;
  const stopped = untilStopped();
  const say = (line: string): unknown => stdout.write(`${line}\n`);
  const registry = new Registry();
  const access = { elasticsearch, apiKeyFile, timeout: interval };
  const { check: look } = makeExporter({ ...access, environment, registry, now, say });
  return serveLooks({ ...asked, registry, look, stopped, say });
}
