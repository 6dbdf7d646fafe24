import type { Registry } from 'prom-client';
import { instruments } from '../metrics/instruments.ts';
import { logsMetrics } from '../metrics/logs.ts';
import { clientFor, explain, type Access } from './elasticsearch.ts';
import { lookAt } from './look.ts';
import { Memory } from './memory.ts';
import { kinds, rejected, streamName } from './streams.ts';
import { Failure } from '../cli/errors.ts';

/** What {@link makeExporter} is made of. */
export interface ExporterProps extends Access {
  readonly environment: string;
  readonly registry: Registry;
  readonly now: () => Date;
  /** Is told of each change, in a sentence. */
  readonly say: (line: string) => void;
}

/** How often all of the last day is looked at, and not only the last minutes, in milliseconds. */
const wholeDay = 600_000;

/** Asks Elasticsearch what it has, and exports it. Whatever fails is told, and ends nothing. */
export function makeExporter(props: ExporterProps): { readonly check: () => Promise<void> } {
  const { environment, registry, now, say } = props;
  const { newest, elasticsearchUp, rejected: refused, lastCheck } = instruments(logsMetrics, registry);
  const streams = kinds.map((kind) => streamName(kind, environment));
  const aside = streamName(rejected, environment);
  const memory = new Memory();
  let wholeAt = -Infinity;
  let problem: string | undefined = '';
  const told = (now_: string | undefined): void => {
    if (now_ !== problem) say(now_ === undefined ? 'Elasticsearch answers.' : `Elasticsearch: ${now_}.`);
    problem = now_;
  };

  const look = async (): Promise<void> => {
    const at = now().getTime();
    const isWhole = at - wholeAt >= wholeDay;
    const client = clientFor(props);
    try {
      const since = isWhole ? 'now-24h' : 'now-15m';
      memory.add(await lookAt({ client, streams, rejected: aside, since }), at);
    } finally {
      await client.close();
    }
    if (isWhole) wholeAt = at;
    newest.reset();
    for (const [node, time] of memory.nodes) newest.set({ node }, time / 1000);
    refused.set(memory.rejected);
    lastCheck.set(now().getTime() / 1000);
  };

  elasticsearchUp.set(0);
  return {
    check: async () => {
      const failed = await look().then(() => undefined, whyNot);
      elasticsearchUp.set(failed === undefined ? 1 : 0);
      told(failed);
    },
  };
}

const whyNot = (error: unknown): string =>
  error instanceof Failure ? error.message.replace(/\.$/, '') : explain(error).message;
