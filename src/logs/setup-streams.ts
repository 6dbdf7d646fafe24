import { errors, type Client, type estypes } from '@elastic/elasticsearch';
import { Failure } from '../cli/errors.ts';
import type { IndexParts } from './index-parts.ts';

interface Settling {
  readonly client: Client;
  readonly parts: IndexParts;
  readonly dryRun: boolean;
}

/**
 * Makes a data stream, or has one go on in a new index where its current one was made of another template: also one that Elasticsearch
 * made by itself, because a line came before the template did.
 *
 * @returns what was done, or nothing.
 * @throws Failure where another template would have it.
 */
export async function settleStream(settling: Settling, name: string): Promise<string | undefined> {
  const { client, parts, dryRun } = settling;
  if (!dryRun) await takesOurs(settling, name);
  const stream = await streamCalled(client, name);
  if (stream === undefined) {
    if (!dryRun) await client.indices.createDataStream({ name });
    return 'new';
  }
  const current = stream.indices.at(-1)?.index_name ?? '';
  if ((await versionOf(client, current)) === parts.version) return undefined;
  if (!dryRun) await client.indices.rollover({ alias: name });
  return 'goes on in a new index, made of the template as it is now';
}

/** Of several templates that fit, the one with the highest priority has the index, and nobody is told. */
async function takesOurs({ client, parts }: Settling, name: string): Promise<void> {
  const { template } = await client.indices.simulateIndexTemplate({ name });
  const { lifecycle } = template.settings.index ?? {};
  const version = (template.mappings._meta as { readonly version?: string } | undefined)?.version;
  if (lifecycle?.name === parts.policy.name && version === parts.version) return;
  throw new Failure(
    `Elasticsearch would make data stream ${name} of another index template than ${parts.template.name}: one that fits too, with a priority above ${String(parts.template.priority)}. Change its patterns or its priority.`,
  );
}

async function streamCalled(client: Client, name: string): Promise<estypes.IndicesDataStream | undefined> {
  try {
    return (await client.indices.getDataStream({ name })).data_streams[0];
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
    throw error;
  }
}

async function versionOf(client: Client, index: string): Promise<unknown> {
  const got = await client.indices.getMapping({ index });
  return (got[index]?.mappings._meta as { readonly version?: string } | undefined)?.version;
}
