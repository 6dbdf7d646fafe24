import { readFile, rm, rmdir } from 'node:fs/promises';
import { chunkKey, chunkOf, historyKey, type Chunk } from './chunk.ts';
import { digits, lsnOf } from './lsn.ts';
import { foldersOf, localsIn, type Local } from './pieces.ts';
import { Progress } from './progress.ts';
import { Same, type SameProps } from './same.ts';
import { localLog, readBytes, switchIn, type HistoryFile } from './segment.ts';
import type { Look } from './server.ts';
import type { Say } from './say.ts';
import type { Store } from './store.ts';

/** What {@link Shipper} is made of. */
export interface ShipperProps extends Pick<SameProps, 'read'> {
  /** Folder of `pg_receivewal`. */
  readonly wal: string;
  readonly store: Store;
  /** Keys of the log of a server, sorted by name. @param from `<timeline>/<segment>` to begin with */
  readonly list: (system: string, from?: string) => Promise<readonly string[]>;
  readonly say: Say;
  /** Chunks that are uploaded at the same time. @default 4 */
  readonly parallel?: number;
}

/** Bytes of a chunk at the most, so that the memory it takes is bounded whatever a segment's size. */
const chunkBytes = 8 * 1024 * 1024;

/** Whole segments that stay on the disk when they are in the repository: the receiver goes on from the newest. */
const kept = 2;

/** A piece that is to be uploaded. */
interface Piece {
  readonly local: Local;
  readonly chunk: Chunk;
}

/** Uploads what is new in a folder of `pg_receivewal`, and deletes what is in the repository. */
export class Shipper {
  readonly progress = new Progress();
  private readonly known = new Set<string>();
  private readonly historiesThere = new Set<string>();
  private readonly seen = new Map<string, number>();
  private readonly same: Same;

  constructor(private readonly props: ShipperProps) {
    this.same = new Same({ prefix: props.store.prefix, read: props.read });
  }

  /**
   * Uploads all that is new, in the order of the log. What is uploaded counts only up to the first that was refused.
   *
   * @returns how many chunks there were.
   * @throws Failure of the first that was refused.
   */
  async round(look: Look | undefined, signal?: AbortSignal): Promise<number> {
    let count = 0;
    for (const folder of await foldersOf(this.props.wal)) {
      try {
        count += await this.ship(folder, look, signal);
      } catch (error) {
        // The receiver has just given a file its final name, or put it aside: the next round finds it there.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    this.progress.tidy();
    return count;
  }

  private async ship(folder: string, look: Look | undefined, signal?: AbortSignal): Promise<number> {
    const log = await localLog(folder);
    const locals = await localsIn(log, look, (local) => this.progress.offset(local));
    for (const [system, of] of bySystem(locals)) await this.meet(system, of);
    const newest = locals.at(-1);
    if (newest) await this.shipHistories(log.histories, newest.system, signal);
    for (const local of locals) await this.same.check(local, this.progress.offset(local));
    const pieces = locals.flatMap((local) => this.piecesOf(local));
    await this.upload(pieces, signal);
    await this.clean(locals, folder);
    return pieces.length;
  }

  /** The first time that a server's log is seen: goes on where the repository ends. */
  private async meet(system: string, locals: readonly Local[]): Promise<void> {
    const [oldest] = locals;
    if (oldest === undefined || this.known.has(system)) return;
    const { list, store } = this.props;
    const chunksOf = (keys: readonly string[]) => keys.flatMap((key) => chunkOf(store.prefix, key) ?? []);
    const near = chunksOf(await list(system, `${digits(oldest.timeline)}/${oldest.segment}`));
    const begun = near.some(({ segment }) => segment === oldest.segment);
    // Only where the oldest segment is new to the repository is it worth looking at all of it.
    this.progress.resume(begun ? near : chunksOf(await list(system)), oldest.segmentBytes);
    this.known.add(system);
    this.same.met(near);
    const end = this.progress.end(oldest);
    if (end !== undefined)
      this.props.say('info', 'resume', `the repository has the log to ${lsnOf(end)}: going on there`);
  }

  private async shipHistories(all: readonly HistoryFile[], system: string, signal?: AbortSignal) {
    const { store } = this.props;
    for (const { path, timeline } of all.filter((one) => !this.historiesThere.has(one.path))) {
      const bytes = await readFile(path);
      const left = switchIn(bytes.toString('utf8'));
      if (left === undefined) continue;
      await store.put(historyKey(store.prefix, { system, timeline, ...left }), bytes, signal);
      this.historiesThere.add(path);
    }
  }

  private piecesOf(local: Local): readonly Piece[] {
    const { system, timeline, segment, start, end } = local;
    const offset = this.progress.offset(local);
    if (offset < end) this.joins(local);
    const pieces: Piece[] = [];
    for (let from = offset; from < end; from += chunkBytes) {
      const to = Math.min(end, from + chunkBytes);
      const time = this.progress.timeAt(local, start + to);
      pieces.push({ local, chunk: { system, timeline, segment, from, to, time } });
    }
    return pieces;
  }

  /** Says so where a segment does not begin where the log ends: what lies between is lost. */
  private joins(local: Local): void {
    const { system, timeline, start, end } = local;
    const key = `${system}/${String(timeline)}`;
    const before = Math.max(this.progress.end(local) ?? -1, this.seen.get(key) ?? -1);
    if (before >= 0 && start > before) {
      this.props.say(
        'error',
        'gap',
        `the log from ${lsnOf(before)} to ${lsnOf(start)} is lost: it was neither received nor stored. What was committed since can be restored only from a new base backup: run one now (kubectl create job --from=cronjob/fraiseql-base-backup)`,
      );
    }
    this.seen.set(key, Math.max(before, start + end));
  }

  /** A few at the same time. After one that was refused, nothing behind it counts, or is begun. */
  private async upload(pieces: readonly Piece[], signal?: AbortSignal): Promise<void> {
    const { parallel = 4, store } = this.props;
    for (let at = 0; at < pieces.length; at += parallel) {
      const group = pieces.slice(at, at + parallel);
      const outcomes = await Promise.allSettled(
        group.map(async ({ local, chunk }) => {
          const bytes = await readBytes(local.path, chunk.from, chunk.to);
          await store.put(chunkKey(store.prefix, chunk), bytes, signal);
        }),
      );
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected') throw outcome.reason;
        const piece = group[index];
        if (piece === undefined) continue;
        this.progress.shipped(piece.chunk, piece.local.start);
        this.same.uploaded(piece.chunk);
      }
    }
  }

  /** Deletes what is whole, and in the repository; the newest stay, and of a folder that was left none. */
  private async clean(locals: readonly Local[], folder: string): Promise<void> {
    const left = folder !== this.props.wal;
    const old = left ? locals : locals.slice(0, -kept);
    for (const local of old) {
      if (this.progress.offset(local) >= local.end) await rm(local.path, { force: true });
    }
    if (left && old.every((local) => this.progress.offset(local) >= local.end)) await removeFolder(folder);
  }
}

function bySystem(locals: readonly Local[]): ReadonlyMap<string, readonly Local[]> {
  const map = new Map<string, Local[]>();
  for (const local of locals) map.set(local.system, [...(map.get(local.system) ?? []), local]);
  return map;
}

/** A folder that was left has histories, too, which are in the repository by then. */
async function removeFolder(folder: string): Promise<void> {
  const { segments, histories } = await localLog(folder);
  // What has no header yet is empty.
  for (const { path } of [...segments, ...histories]) await rm(path, { force: true });
  await rmdir(folder).catch(() => undefined);
}
