import { command } from '../cli/command.ts';
import type { Options } from '../cli/options.ts';
import type { World } from '../cli/world.ts';
import type { LogsConfig } from '../logs/config.ts';
import { clientFor } from '../logs/elasticsearch.ts';
import { indexParts } from '../logs/index-parts.ts';
import { setUp } from '../logs/setup.ts';
import { streamNames } from '../logs/streams.ts';
import { untilReady } from '../logs/until-ready.ts';
import { millisecondsFrom } from './exporter/asked.ts';
import { configFrom, keyFrom, options as shared } from './logs/asked.ts';

const options = {
  ...shared,
  deadline: { value: 'DURATION', says: 'How long it waits for Elasticsearch to be ready. Left out: 5m.' },
  'dry-run': { says: 'Says what it would change, and changes nothing.' },
} as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked {
  readonly config: LogsConfig;
  readonly apiKeyFile: string | undefined;
  /** In milliseconds. */
  readonly deadline: number;
  readonly dryRun: boolean;
}

/** `logs setup`: what Elasticsearch must have before the first line comes. */
export const logsSetup = command({
  about: `Gives Elasticsearch what the logs need: a policy that closes and deletes indices, templates that say what documents are made of, and the data streams. It compares first, changes what differs, and reads it again. What this project did not make stays as it is.

Run it as often as you like. It needs an API key that docs/logs.md describes.`,
  options,
  examples: [
    {
      does: 'What is different',
      line: 'fraiseql-monitoring logs setup --config logs.yaml --api-key-file key --dry-run',
    },
    {
      does: 'In a Job',
      line: 'fraiseql-monitoring logs setup --config /etc/fraiseql-logs/logs.yaml --api-key-file /etc/fraiseql-logs/secret/setup-api-key',
    },
  ],
  exits: { 1: 'Elasticsearch is not as it should be; it says why' },
  read: (given, problems): Asked => ({
    config: configFrom(given.config, problems),
    apiKeyFile: keyFrom(given['api-key-file'], problems),
    deadline: millisecondsFrom('deadline', given.deadline ?? '5m', problems),
    dryRun: given['dry-run'],
  }),
  run: setUpFor,
});

async function setUpFor({ config, apiKeyFile, deadline, dryRun }: Asked, world: World): Promise<number> {
  const { stdout, now, wait } = world;
  const say = (line: string): unknown => stdout.write(`${line}\n`);
  const client = clientFor({ elasticsearch: config.elasticsearch, apiKeyFile, timeout: 30_000 });
  const parts = indexParts(config);
  const streams = streamNames(config.environment);
  const act = () => setUp({ client, parts, streams, dryRun, say });
  const changed = await untilReady(act, { deadline, now, wait, say });
  say(`${String(changed)} ${dryRun ? 'would be changed' : 'changed'}.`);
  await client.close();
  return 0;
}
