import type { BackupConfig } from '../config.ts';
import type { Bad, Found } from '../documents.ts';
import { beginOf, manifestKey } from '../keys.ts';
import type { BaseManifest, Check, DumpManifest } from '../manifest.ts';
import type { BackupFolder, RepositoryReader } from '../reader.ts';
import { bytesOf, chain, type Chain } from '../wal/chain.ts';
import { chunkKey, chunkOf, historyOf, type Chunk, type History } from '../wal/chunk.ts';
import { digits, positionOf, segmentAt } from '../wal/lsn.ts';

/** A dump, and where its files are: a verified copy lives longer than the first. */
export interface Dump {
  readonly manifest: DumpManifest;
  readonly folder: 'dumps' | 'verified';
}

/** All that may be restored, but the log, of which there is much. */
export interface Inventory {
  /** The oldest first, each once. */
  readonly dumps: readonly Dump[];
  /** The oldest first; none where somebody else makes recovery to any moment possible. */
  readonly bases: readonly BaseManifest[];
  readonly checks: readonly Check[];
  /** What should be a manifest and is none: it is left out. */
  readonly bad: readonly Bad[];
}

/** The log of servers, as the repository has it. */
export interface Log {
  readonly chunks: readonly Chunk[];
  readonly histories: readonly History[];
  /** Sizes of chunks in the repository, by key. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** A copy of the server, and how far the log goes on from it. */
export interface Reach {
  readonly base: BaseManifest;
  readonly chain: Chain;
  /** From when to when there is a state for every moment, in milliseconds. */
  readonly from: number;
  readonly until: number;
}

/** Reads what may be restored. @param now in milliseconds: what says that it is of later would be the newest for ever, and is left out */
export async function inventoryOf(
  reader: RepositoryReader,
  config: BackupConfig,
  now: number,
): Promise<Inventory> {
  const { prefix } = config.repository;
  const read = async <F extends BackupFolder>(folder: F) =>
    withoutFuture(await reader.manifests(folder), now, (id) => manifestKey(prefix, folder, id));
  const [dumps, verified, bases, checks] = await Promise.all([
    read('dumps'),
    read('verified'),
    config.pointInTime === 'receiver' ? read('base') : { good: [], bad: [] },
    reader.checks(),
  ]);
  const known = new Set(dumps.good.map(({ id }) => id));
  const all: Dump[] = [
    ...dumps.good.map((manifest) => ({ manifest, folder: 'dumps' as const })),
    ...verified.good
      .filter(({ id }) => !known.has(id))
      .map((manifest) => ({ manifest, folder: 'verified' as const })),
  ];
  return {
    dumps: all.sort((a, b) => snapshotOf(a) - snapshotOf(b)),
    bases: [...bases.good].sort((a, b) => Date.parse(a.finishedAt) - Date.parse(b.finishedAt)),
    checks: checks.good,
    bad: [...dumps.bad, ...verified.bad, ...bases.bad, ...checks.bad],
  };
}

/** How far the clock of who takes a backup may be ahead, in milliseconds. */
const ahead = 3_600_000;

function withoutFuture<M extends DumpManifest | BaseManifest>(
  { good, bad }: Found<M>,
  now: number,
  keyOf: (id: string) => string,
): Found<M> {
  const isFuture = (one: M) =>
    Math.max(beginOf(one.id) ?? 0, ...momentsOf(one).map((moment) => Date.parse(moment))) > now + ahead;
  const message = 'is dated in the future: a clock was wrong, or somebody else wrote it';
  const future = good.filter(isFuture).map(({ id }) => ({ key: keyOf(id), message }));
  return { good: good.filter((one) => !isFuture(one)), bad: [...bad, ...future] };
}

const momentsOf = (one: DumpManifest | BaseManifest): readonly string[] => [
  ...[one.startedAt, one.finishedAt],
  ...(one.kind === 'dump' ? [one.snapshotAt] : []),
];

/** The moment that a dump shows, in milliseconds. */
export const snapshotOf = ({ manifest }: Pick<Dump, 'manifest'>): number => Date.parse(manifest.snapshotAt);

/** Lists the log of servers, from the first segment that their oldest copy needs. */
export async function logFrom(
  reader: RepositoryReader,
  prefix: string,
  bases: readonly BaseManifest[],
): Promise<Log> {
  const log = { chunks: [] as Chunk[], histories: [] as History[], bytes: new Map<string, number>() };
  const systems = new Set(bases.map(({ server }) => server.systemIdentifier));
  for (const system of systems) {
    const oldest = bases.find(({ server }) => server.systemIdentifier === system);
    if (oldest === undefined) continue;
    for (const { key, bytes } of await reader.walChunks(system, { from: firstOf(oldest) })) {
      const [chunk, history] = [chunkOf(prefix, key), historyOf(prefix, key)];
      if (chunk !== undefined) log.chunks.push(chunk);
      if (history !== undefined) log.histories.push(history);
      log.bytes.set(key, bytes);
    }
  }
  return log;
}

const firstOf = (base: BaseManifest): string => {
  const { timeline, start } = base.wal;
  return `${digits(timeline)}/${segmentAt(positionOf(start), timeline, bytesOf(base))}`;
};

/** How far the log goes on from a copy. Before the copy was finished there is no state that is whole. */
export function reachOf(base: BaseManifest, log: Log): Reach {
  const found = chain(base, log.chunks, log.histories);
  const from = Date.parse(base.finishedAt);
  return { base, chain: found, from, until: Math.max(from, found.recoveryPoint) };
}

/** What some of the log weighs in the repository. */
export const weightOf = (prefix: string, chunks: readonly Chunk[], { bytes }: Log): number =>
  chunks.reduce((sum, chunk) => sum + (bytes.get(chunkKey(prefix, chunk)) ?? 0), 0);
