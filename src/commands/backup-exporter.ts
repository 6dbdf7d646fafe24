import { Registry } from 'prom-client';
import type { BackupConfig } from '../backup/config.ts';
import { makeExporter, type Clients } from '../backup/exporter/exporter.ts';
import { command } from '../cli/command.ts';
import type { Options } from '../cli/options.ts';
import type { World } from '../cli/world.ts';
import { configFrom, options as shared } from './backup/asked.ts';
import { options as serving, servedFrom, type Served } from './exporter/asked.ts';
import { serveLooks } from './exporter/looking.ts';

const options = { ...shared, ...serving } as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked extends Served {
  readonly config: BackupConfig | undefined;
}

/** `backup exporter`: what the bucket has of the backups, for Prometheus. */
export const backupExporter = command({
  about: `Looks into the bucket of the backups: how old the newest is, whether its files are there and its key decrypts, what the last restore check measured, and to which moment the database can be brought back. What is in the bucket counts, not what a Job believes to have done.

It needs a role that lists and reads the bucket, and nothing else: no database, no cluster. On RDS the role may ask for the instance too. It runs until it is asked to end. When S3 does not answer it says so in its metrics, and looks again.`,
  options,
  examples: [
    { does: 'On this machine', line: 'fraiseql-monitoring backup exporter --config backup.yaml' },
    { does: 'More often', line: 'fraiseql-monitoring backup exporter --config backup.yaml --interval 10s' },
  ],
  exits: { 1: 'it could not listen there' },
  read: (given, problems): Asked => ({
    config: configFrom(given.config, problems),
    ...servedFrom(given, problems),
  }),
  run: exportFor,
});

async function exportFor(asked: Asked, { stdout, now, untilStopped }: World): Promise<number> {
  const { config, interval } = asked;
  if (config === undefined) return 1;
  const stopped = untilStopped();
  const say = (line: string): unknown => stdout.write(`${line}\n`);
  const registry = new Registry();
  const { look } = makeExporter({ config, registry, now, say, clients: impatient(interval) });
  return serveLooks({ ...asked, registry, look, stopped, say });
}

/** Clients that have given up when the next look is due: asked twice, each time for a third of the interval at most. */
function impatient(interval: number): Clients {
  const third = Math.ceil(interval / 3);
  const requestHandler = {
    connectionTimeout: third,
    requestTimeout: third,
    socketTimeout: third,
    throwOnRequestTimeout: true,
  };
  const patience = { maxAttempts: 2, requestHandler };
  return { s3: patience, rds: patience };
}
