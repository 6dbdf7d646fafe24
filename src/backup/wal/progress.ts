import type { Chunk } from './chunk.ts';
import { startOf, type Position } from './lsn.ts';
import type { Mark } from './server.ts';

/** What is in the repository, as far as it matters for going on. */
export class Progress {
  private readonly offsets = new Map<string, number>();
  private readonly ends = new Map<string, Position>();
  private marks: Mark[] = [];

  /**
   * Takes in what a listing of the repository has of a server. Of each segment that counts which is there without a hole, so that one
   * which was left by uploads beside each other is filled.
   *
   * @param chunks sorted by their place.
   */
  resume(chunks: readonly Chunk[], segmentBytes: number): void {
    for (const chunk of chunks) {
      if (chunk.from > this.offset(chunk)) continue;
      const start = startOf(chunk.segment, segmentBytes);
      this.shipped(chunk, start);
      const { system, timeline, to, time } = chunk;
      this.marks.push({ system, timeline, at: start + to, time });
    }
    this.tidy();
  }

  /** Up to where a segment is in the repository, without a hole. */
  offset(of: Pick<Chunk, 'system' | 'segment'>): number {
    return this.offsets.get(segmentKey(of)) ?? 0;
  }

  /** Where the log of a timeline ends in the repository, or nothing where it has none. */
  end(of: Pick<Chunk, 'system' | 'timeline'>): Position | undefined {
    return this.ends.get(timelineKey(of));
  }

  /** Where the log that was shipped last ends, for people. */
  newestEnd(): Position | undefined {
    return [...this.ends.values()].at(-1);
  }

  /** A chunk is in the repository. @param start where its segment begins */
  shipped(chunk: Chunk, start: Position): void {
    const { to } = chunk;
    this.offsets.set(segmentKey(chunk), Math.max(to, this.offset(chunk)));
    this.ends.set(timelineKey(chunk), Math.max(start + to, this.end(chunk) ?? 0));
  }

  /** The server told a moment and its place. */
  marked(mark: Mark): void {
    this.marks.push(mark);
  }

  /**
   * The newest moment before which everything is in the repository with a log up to a position: the beginning of 1970 where none is
   * known, as before the first heartbeat.
   */
  timeAt({ system, timeline }: Pick<Chunk, 'system' | 'timeline'>, end: Position): number {
    const reached = this.marks.filter(
      (mark) => mark.system === system && mark.timeline === timeline && mark.at <= end,
    );
    return reached.reduce((newest, { time }) => Math.max(newest, time), 0);
  }

  /** Forgets marks that the repository has passed, but for the newest: after a long outage of S3 there are thousands. */
  tidy(): void {
    const passed = new Map<string, Mark>();
    const ahead: Mark[] = [];
    for (const mark of this.marks) {
      const key = timelineKey(mark);
      if (mark.at > (this.end(mark) ?? 0)) ahead.push(mark);
      else if (mark.time >= (passed.get(key)?.time ?? 0)) passed.set(key, mark);
    }
    this.marks = [...passed.values(), ...ahead];
  }
}

const segmentKey = ({ system, segment }: Pick<Chunk, 'system' | 'segment'>): string => `${system}/${segment}`;
const timelineKey = ({ system, timeline }: Pick<Chunk, 'system' | 'timeline'>): string =>
  `${system}/${String(timeline)}`;
