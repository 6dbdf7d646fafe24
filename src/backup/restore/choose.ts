import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';
import type { BackupConfig } from '../config.ts';
import { idOfManifest } from '../keys.ts';
import type { BaseManifest } from '../manifest.ts';
import type { RepositoryReader } from '../reader.ts';
import type { Chain } from '../wal/chain.ts';
import { momentText, spanText } from './figures.ts';
import {
  logFrom,
  reachOf,
  snapshotOf,
  type Dump,
  type Inventory,
  type Log,
  type Reach,
} from './inventory.ts';
import { elsewhere, possible, type Possible } from './possible.ts';

/** What somebody wants back. */
export type Target =
  | { readonly kind: 'moment'; readonly at: number }
  | { readonly kind: 'latest' }
  | { readonly kind: 'dump'; readonly name: string };

/** What is restored. */
export type Choice = DumpChoice | LogChoice;

export interface DumpChoice {
  readonly kind: 'dump';
  readonly dump: Dump;
  /** The moment that it shows, in milliseconds. */
  readonly reaches: number;
  /** How far the log would reach, in milliseconds. Nothing where there is none. */
  readonly logReaches: number | undefined;
}

export interface LogChoice {
  readonly kind: 'log';
  readonly base: BaseManifest;
  /** What of the log is replayed. */
  readonly chain: Chain;
  readonly log: Log;
  readonly reaches: number;
  /** How far the log would reach, in milliseconds. */
  readonly logReaches: number;
  /** Whether it is replayed to its very end. */
  readonly whole: boolean;
}

/** What is known when somebody chooses. */
export interface Known {
  readonly config: BackupConfig;
  readonly reader: RepositoryReader;
  readonly inventory: Inventory;
  /** In milliseconds. */
  readonly now: number;
}

/**
 * Chooses what is restored.
 *
 * @throws Failure that says what is possible, where that is not.
 */
export async function choose(target: Target, known: Known): Promise<Choice> {
  if (target.kind === 'dump') return namedDump(target.name, known);
  if (target.kind === 'latest') return latest(known);
  return moment(target.at, known);
}

async function namedDump(name: string, known: Known): Promise<Choice> {
  const { config, inventory } = known;
  const { prefix, bucket } = config.repository;
  const key = name.replace(`s3://${bucket}/`, '');
  const path = key.endsWith('/manifest.json') ? key : `${key.replace(/\/$/, '')}/manifest.json`;
  const id = idOfManifest(prefix, 'dumps', path) ?? idOfManifest(prefix, 'verified', path) ?? name;
  const dump = inventory.dumps.find(({ manifest }) => manifest.id === id);
  const newest = await newestReach(known);
  if (dump !== undefined) {
    return { kind: 'dump', dump, reaches: snapshotOf(dump), logReaches: newest?.until };
  }
  throw new Failure(
    `Dump '${printable(name)}' is not in bucket ${bucket}, or has no manifest that can be read: such a dump is not whole, and is not restored. ${possible(whatIs(known, newest))}`,
  );
}

async function latest(known: Known): Promise<Choice> {
  const newest = await newestReach(known);
  const dump = known.inventory.dumps.at(-1);
  if (newest !== undefined && (dump === undefined || newest.until >= snapshotOf(dump))) {
    const { base, chain, until } = newest;
    return {
      ...{ kind: 'log', base, chain: withHead(chain, newest.log), log: newest.log },
      ...{ reaches: until, logReaches: until, whole: true },
    };
  }
  if (dump !== undefined) {
    return { kind: 'dump', dump, reaches: snapshotOf(dump), logReaches: newest?.until };
  }
  throw new Failure(`${elsewhere(known.config)}${possible(whatIs(known, undefined))}`);
}

/** How far the log reaches at most. The newest copy of the server that the log goes on from. */
async function newestReach({
  config,
  reader,
  inventory,
}: Known): Promise<(Reach & { log: Log }) | undefined> {
  const base = inventory.bases.at(-1);
  if (base === undefined) return undefined;
  const log = await logFrom(reader, config.repository.prefix, [base]);
  return { ...reachOf(base, log), log };
}

async function moment(at: number, known: Known): Promise<Choice> {
  const { config, reader, inventory, now } = known;
  if (at > now) {
    const newest = await newestReach(known);
    throw new Failure(
      `--to ${momentText(at)} is still to come: it is ${momentText(now)}. ${possible(whatIs(known, newest))}`,
    );
  }
  if (config.pointInTime !== 'receiver') {
    throw new Failure(
      `--to is not possible here. ${elsewhere(config)}${possible({ ...whatIs(known, undefined), at })}`,
    );
  }
  const before = inventory.bases.filter(({ finishedAt }) => Date.parse(finishedAt) <= at);
  const nearest = before.at(-1);
  const log = await logFrom(reader, config.repository.prefix, nearest === undefined ? [] : [nearest]);
  const reach = nearest === undefined ? undefined : reachOf(nearest, log);
  if (reach !== undefined && reach.until >= at) return upTo(at, reach, log);
  return fromOlder(at, before, known);
}

/** An older copy may reach where a newer one does not: its log took another way. */
async function fromOlder(at: number, before: readonly BaseManifest[], known: Known): Promise<Choice> {
  const { config, reader, inventory } = known;
  const log = await logFrom(reader, config.repository.prefix, inventory.bases);
  for (const base of [...before].reverse()) {
    const reach = reachOf(base, log);
    if (reach.until >= at) return upTo(at, reach, log);
  }
  const reaches = inventory.bases.map((base) => reachOf(base, log));
  throw new Failure(
    `--to ${momentText(at)} ${whyNot(at, reaches, known)}. ${possible({ ...whatIs(known), reaches, at })}`,
  );
}

function whyNot(at: number, reaches: readonly Reach[], { now }: Known): string {
  const [first] = reaches;
  if (first === undefined)
    return 'cannot be reached: there is no copy of the server yet that a log could go on from';
  if (at < first.from) return 'is before the first copy of the server that is kept';
  const gap = reaches.findLast(({ from }) => from <= at);
  if (reaches.some(({ from }) => from > at)) {
    return `is in a gap: the log is broken after ${momentText(gap?.until ?? first.until)}`;
  }
  return `is not in the bucket yet: the log reaches ${momentText(gap?.until ?? first.until)}, ${spanText(now - (gap?.until ?? 0))} ago`;
}

/** What reaches a moment. One piece more than promises it, so that the replay meets a commit behind it, and can tell that it is there. */
function upTo(at: number, { base, chain, until }: Reach, log: Log): LogChoice {
  const enough = chain.chunks.findIndex(({ time }) => time >= at);
  const chunks = enough < 0 ? chain.chunks : chain.chunks.slice(0, enough + 2);
  return {
    ...{ kind: 'log', base, chain: withHead({ ...chain, chunks }, log), log },
    ...{ reaches: at, logReaches: until, whole: false },
  };
}

/** What the copy brings itself is not in the chain. The segment that it ends in must be whole all the same: it is read from its first byte. */
function withHead(chain: Chain, { chunks: all }: Log): Chain {
  const [first] = chain.chunks;
  if (first === undefined || first.from === 0) return chain;
  const { system, segment, from } = first;
  const head = all.filter((one) => one.system === system && one.segment === segment && one.from < from);
  return { ...chain, chunks: [...head, ...chain.chunks] };
}

const whatIs = ({ inventory, config }: Known, newest?: Reach): Possible => ({
  dumps: inventory.dumps,
  reaches: newest === undefined ? [] : [newest],
  repository: config.repository,
});
