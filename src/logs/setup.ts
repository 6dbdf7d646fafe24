import type { Client } from '@elastic/elasticsearch';
import { Failure } from '../cli/errors.ts';
import { differences } from './differs.ts';
import { owner, type IndexParts } from './index-parts.ts';
import { partsOf, type Part } from './setup-parts.ts';
import { settleStream } from './setup-streams.ts';
import { explain } from './elasticsearch.ts';

/** What {@link setUp} does it with. */
export interface SetupProps {
  readonly client: Client;
  readonly parts: IndexParts;
  /** Names of the data streams. */
  readonly streams: readonly string[];
  /** Whether nothing is changed. */
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/**
 * Gives Elasticsearch the policy, the templates and the data streams, where they differ. Looks at all of them before it changes the first:
 * what is not this project's stays as it is, and nothing is done by half for it.
 *
 * @returns how many things were changed, or would be.
 * @throws Failure where something is somebody else's, or is not as it should be in the end.
 */
export async function setUp(props: SetupProps): Promise<number> {
  const { client, parts, streams, dryRun, say } = props;
  const looked = await lookAt(partsOf(client, parts));
  let changed = 0;
  for (const { part, fields, isNew } of looked) {
    const what = isNew ? 'new' : `changed: ${fields.join(', ')}`;
    say(`${part.what} ${part.name}: ${fields.length === 0 ? 'as it should be' : what}`);
    if (fields.length === 0) continue;
    changed += 1;
    if (!dryRun) await part.put().catch(failing(`${part.what} ${part.name}`));
  }
  if (!dryRun) await verify(partsOf(client, parts));
  for (const stream of streams) {
    const outcome = await settleStream({ client, parts, dryRun }, stream).catch(
      failing(`data stream ${stream}`),
    );
    say(`data stream ${stream}: ${outcome ?? 'as it should be'}`);
    changed += outcome === undefined ? 0 : 1;
  }
  return changed;
}

interface Looked {
  readonly part: Part;
  /** Fields that differ. */
  readonly fields: readonly string[];
  readonly isNew: boolean;
}

async function lookAt(all: readonly Part[]): Promise<Looked[]> {
  const looked: Looked[] = [];
  const others: string[] = [];
  for (const part of all) {
    const got = await part.get().catch(failing(`${part.what} ${part.name}`));
    const isNew = got === undefined;
    if (!isNew && ownerOf(got) !== owner) others.push(`${part.what} ${part.name}`);
    looked.push({ part, fields: differences(part.wanted, got), isNew });
  }
  if (others.length === 0) return looked;
  throw new Failure(
    `These are not made by this project, since they lack _meta.managed_by: ${owner}: ${others.join(', ')}. Nothing was changed. Remove them or give them another name, then try again.`,
  );
}

const ownerOf = (got: unknown): unknown =>
  (got as { readonly _meta?: { readonly managed_by?: unknown } })._meta?.managed_by;

/** Reads everything again: what was acknowledged and is not there would be noticed by nobody until a disk is full. */
async function verify(all: readonly Part[]): Promise<void> {
  for (const part of all) {
    const fields = differences(part.wanted, await part.get().catch(failing(`${part.what} ${part.name}`)));
    if (fields.length === 0) continue;
    throw new Failure(
      `${part.what} ${part.name} was written, and still differs: ${fields.join(', ')}. Somebody else writes it too.`,
    );
  }
}

/** An error that says what it was about. Those that may pass are for whoever waits. */
const failing =
  (what: string) =>
  (error: unknown): never => {
    if (error instanceof Failure) throw error;
    const { passes, message } = explain(error);
    if (passes) throw error;
    throw new Failure(`Elasticsearch, ${what}: ${message}.`);
  };
