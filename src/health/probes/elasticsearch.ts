import { Client, HttpConnection } from '@elastic/elasticsearch';
import { wireTo } from '../agent.ts';
import { kindOf, Unhealthy, type Codes } from '../codes.ts';
import type { HealthConfig } from '../config.ts';
import type { Kind } from '../kinds.ts';
import type { Attempt, Probe } from '../probe.ts';
import { secretIn } from '../secret.ts';

type Config = NonNullable<HealthConfig['checks']['elasticsearch']>;

/** Statuses of HTTP, and names of the client's own errors. */
const codes: Codes = [
  [/^401$/, 'authentication'],
  [/^403$/, 'permission'],
  [/^(429|5\d\d)$/, 'unavailable'],
  [/^\d{3}$|^(ProductNotSupportedError|DeserializationError)$/, 'wrong-answer'],
  [/^ConnectionError$/, 'closed'],
];

/** The health of the cluster. Yellow is well: all data is there and takes writes, only a copy is missing. */
const health: Readonly<Record<string, Kind | undefined>> = {
  green: undefined,
  yellow: undefined,
  red: 'red',
};

/** Asks Elasticsearch for the health of its cluster, which needs the privilege `monitor` and no other. */
export const elasticsearch = (config: Config): Probe => ({
  explain: (error) => kindOf(error, codes),
  ask: async (attempt) => {
    const status = await healthOf(config, attempt);
    return Object.hasOwn(health, status) ? health[status] : 'wrong-answer';
  },
});

async function healthOf({ url, apiKeyFile, caFile }: Config, attempt: Attempt): Promise<string> {
  const { signal, timeout } = attempt;
  const wire = wireTo(url, attempt, caFile === undefined ? undefined : secretIn(caFile));
  const client = new Client({
    node: url,
    Connection: HttpConnection,
    agent: () => wire.agent,
    enableMetaHeader: false,
    maxRetries: 0,
    requestTimeout: timeout,
    ...(apiKeyFile === undefined ? {} : { auth: { apiKey: secretIn(apiKeyFile) } }),
  });
  try {
    const asked = client.cluster.health({}, { signal, maxResponseSize: 1_000_000 });
    return (await Promise.race([asked, wire.closed])).status;
  } catch (error) {
    throw wire.failure() ?? withStatus(error);
  }
}

/** The client keeps the status of an answer beside its error. */
function withStatus(error: unknown): unknown {
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode === undefined) return error;
  return new Unhealthy(kindOf(Object.assign(new Error(), { code: String(statusCode) }), codes));
}
