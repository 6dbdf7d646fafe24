import { Failure } from '../../cli/errors.ts';
import { chunkKey, type Chunk } from './chunk.ts';
import { lsnOf } from './lsn.ts';
import type { Local } from './pieces.ts';
import { readBytes, writtenEnd } from './segment.ts';

/** What {@link Same} is made of. */
export interface SameProps {
  readonly prefix: string;
  /** The content of a piece in the repository; nothing of one that is damaged there, which must not keep what comes now from being stored. */
  readonly read: (key: string) => Promise<Buffer | undefined>;
}

/**
 * Compares what is received with what others have uploaded before: a server that was put back to an earlier state, as by a snapshot of its
 * volume, writes another log under the same names. Taken for the one that is there, nothing of it would be stored, and no copy could be restored.
 */
export class Same {
  private readonly there: Chunk[] = [];
  /** Up to where segments were compared, or uploaded from here. */
  private readonly seen = new Map<string, number>();

  constructor(private readonly props: SameProps) {}

  /** What a listing has, when a server is first met. */
  met(chunks: readonly Chunk[]): void {
    this.there.push(...chunks);
  }

  /** A piece was uploaded from here. */
  uploaded({ system, segment, to }: Chunk): void {
    this.seen.set(`${system}/${segment}`, to);
  }

  /**
   * Compares what is new of a segment.
   *
   * @param offset up to where it is in the repository.
   * @throws Failure where it differs.
   */
  async check(
    { system, segment, path, segmentBytes, complete, start }: Local,
    offset: number,
  ): Promise<void> {
    const key = `${system}/${segment}`;
    const from = this.seen.get(key) ?? 0;
    if (from >= offset) return;
    // A receiver that begins anew has less than the repository.
    const to = complete ? offset : Math.min(offset, await writtenEnd(path, from, segmentBytes));
    for (const chunk of this.there) {
      if (chunk.system !== system || chunk.segment !== segment || chunk.to <= from || chunk.from >= to)
        continue;
      const here = await readBytes(path, chunk.from, Math.min(chunk.to, to));
      const stored = await this.props.read(chunkKey(this.props.prefix, chunk));
      if (stored !== undefined && !here.equals(stored.subarray(0, here.length)))
        throw new Failure(another(lsnOf(start + chunk.from)));
    }
    this.seen.set(key, to);
  }
}

const another = (at: string): string =>
  `The server has another past than the log in the repository, from ${at} on: it was put back to an earlier state and has no new timeline. Nothing of it is stored. Promote it onto a new one (stop it, make a recovery.signal with restore_command = 'false', start it); stop the receiver, empty its folder, drop the slot fraiseql_backup, and start it again; then take a base backup.`;
