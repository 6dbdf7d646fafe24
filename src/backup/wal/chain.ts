import type { BaseManifest } from '../manifest.ts';
import type { Chunk, History } from './chunk.ts';
import { lsnOf, positionOf, startOf, usualSegmentBytes, type Position } from './lsn.ts';

/** What a chain begins with: a copy of the whole server, as its manifest has it. */
export type Base = Pick<BaseManifest, 'wal' | 'startedAt'> & {
  readonly server: Pick<BaseManifest['server'], 'systemIdentifier'>;
};

/** What is missing: the log goes on behind it, out of reach. */
export interface Gap {
  readonly timeline: number;
  /** Where the unbroken log ends, and where the next piece begins, as PostgreSQL writes positions. */
  readonly from: string;
  readonly to: string;
}

/** How far a server can be restored from a base. */
export interface Chain {
  /** The timeline that it ends on: `recovery_target_timeline`. */
  readonly timeline: number;
  /** Where it ends, as PostgreSQL writes it. */
  readonly end: string;
  /** Everything that was committed before this moment is restored: milliseconds since 1970. */
  readonly recoveryPoint: number;
  /** What must be put beside the base, in the order of the log. */
  readonly chunks: readonly Chunk[];
  /** Left out where the log is unbroken to its newest piece. */
  readonly gap?: Gap;
}

/** The log of one timeline that is followed, up to where it was left. */
interface Leg {
  readonly timeline: number;
  /** The beginning of its first segment: a segment is restored as a whole. */
  readonly from: Position;
  /** What it must reach to be of use. */
  readonly least: Position;
  readonly until: Position;
}

/** How far a leg is covered. */
interface Reach {
  readonly end: Position;
  /** What the newest of its chunks promises, of those that end before the leg does. */
  readonly time: number;
  readonly chunks: readonly Chunk[];
  readonly gap?: Gap;
}

/**
 * How far the log is unbroken from a base. The base brings its own log up to where it is consistent; from there chunks must touch or
 * overlap. Timelines are followed to the newest that comes from that of the base.
 *
 * @param chunks in any order, of any server: those of others are left out.
 * @param timeline the timeline to end on; one that cannot be reached leaves the chain on that of the base. @default - the newest that
 *   can be reached
 */
export function chain(
  base: Base,
  chunks: readonly Chunk[],
  histories: readonly History[] = [],
  timeline?: number,
): Chain {
  const { systemIdentifier } = base.server;
  const ours = <T extends Chunk | History>(all: readonly T[]) =>
    all.filter(({ system }) => system === systemIdentifier);
  const placed = byTimeline(ours(chunks), bytesOf(base));
  const routes = routesFrom(base, ours(histories)).filter(
    (legs) => timeline === undefined || legs.at(-1)?.timeline === timeline,
  );
  // From the newest timeline to that of the base: one whose beginning is not there yet cannot be followed.
  for (const legs of routes) {
    const found = follow(base, legs, placed);
    if (found !== undefined) return found;
  }
  return alone(base, reachOf(firstLeg(base), placed));
}

/** Bytes of a segment of the server that a base is of. */
export const bytesOf = ({ wal }: Pick<BaseManifest, 'wal'>): number => wal.segmentBytes ?? usualSegmentBytes;

/**
 * The position that a replay of a chain must come to, or its log is damaged: the heartbeat that its recovery point is of lies behind it. The end
 * itself may be in the middle of a record, which cannot be replayed.
 */
export function leastOf(
  base: Base,
  { chunks, recoveryPoint }: Pick<Chain, 'chunks' | 'recoveryPoint'>,
): string {
  const promising = chunks.find(({ time }) => time === recoveryPoint);
  if (promising === undefined) return base.wal.end;
  const from = startOf(promising.segment, bytesOf(base)) + promising.from;
  return lsnOf(Math.max(from, positionOf(base.wal.end)));
}

interface Placed {
  readonly start: Position;
  readonly end: Position;
  readonly chunk: Chunk;
}

function byTimeline(chunks: readonly Chunk[], bytes: number): ReadonlyMap<number, readonly Placed[]> {
  const map = new Map<number, Placed[]>();
  for (const chunk of chunks) {
    const at = startOf(chunk.segment, bytes);
    const list = map.get(chunk.timeline) ?? [];
    if (list.length === 0) map.set(chunk.timeline, list);
    list.push({ start: at + chunk.from, end: at + chunk.to, chunk });
  }
  // The longest first among those that begin alike: the others are then not needed.
  for (const list of map.values()) list.sort((a, b) => a.start - b.start || b.end - a.end);
  return map;
}

/** The base brings its own log up to its end; its last segment is continued. */
function firstLeg(base: Base): Leg {
  const end = positionOf(base.wal.end);
  const from = end - (end % bytesOf(base));
  return { timeline: base.wal.timeline, from, least: end, until: Infinity };
}

/** Every way from the base to a timeline that comes from its own; those to the newest first. */
function routesFrom(base: Base, histories: readonly History[]): readonly (readonly Leg[])[] {
  const bytes = bytesOf(base);
  const grow = (before: readonly Leg[], last: Leg): readonly (readonly Leg[])[] => [
    [...before, last],
    ...histories.flatMap(({ timeline, parent, at }) => {
      const left = positionOf(at);
      if (parent !== last.timeline || timeline <= parent || left < last.least) return [];
      // A new timeline begins with a copy of the segment in which it left the old one.
      const from = left - (left % bytes);
      return grow([...before, { ...last, until: left }], { timeline, from, least: left, until: Infinity });
    }),
  ];
  const newest = (legs: readonly Leg[]) => legs.at(-1)?.timeline ?? 0;
  return [...grow([], firstLeg(base))].sort((a, b) => newest(b) - newest(a));
}

/** The chain along some legs, or nothing where one ends before the next begins. */
function follow(
  base: Base,
  legs: readonly Leg[],
  placed: ReadonlyMap<number, readonly Placed[]>,
): Chain | undefined {
  const reaches = legs.map((leg) => reachOf(leg, placed));
  const joined = legs.slice(1).every(({ from, least }, at) => {
    const [before, here] = [reaches[at], reaches[at + 1]];
    // The base reaches its own end without a chunk.
    const end = at === 0 ? Math.max(before?.end ?? 0, positionOf(base.wal.end)) : (before?.end ?? 0);
    return end >= from && (here?.end ?? 0) >= least;
  });
  const [last, reach] = [legs.at(-1), reaches.at(-1)];
  if (!joined || last === undefined || reach === undefined) return undefined;
  if (legs.length === 1) return alone(base, reach);
  const [first] = reaches;
  const used = first && first.end < positionOf(base.wal.end) ? reaches.slice(1) : reaches;
  return finish(base, last, { ...reach, ...sumOf(used) });
}

/** The chain on the timeline of the base. Chunks that do not reach further than its own log are of no use, and would hide it. */
function alone(base: Base, reach: Reach): Chain {
  const leg = firstLeg(base);
  if (reach.end > leg.least) return finish(base, leg, reach);
  return finish(base, leg, { ...reach, end: leg.least, time: 0, chunks: [] });
}

const sumOf = (reaches: readonly Reach[]): Pick<Reach, 'time' | 'chunks'> => ({
  time: Math.max(...reaches.map(({ time }) => time)),
  chunks: reaches.flatMap(({ chunks }) => chunks),
});

/** How far chunks reach without a hole, from where a leg begins. */
function reachOf({ timeline, from, until }: Leg, placed: ReadonlyMap<number, readonly Placed[]>): Reach {
  const chunks: Chunk[] = [];
  let [end, time] = [from, 0];
  for (const { start, end: next, chunk } of placed.get(timeline) ?? []) {
    if (start > end) {
      if (end >= until) break;
      return { end, time, chunks, gap: { timeline, from: lsnOf(end), to: lsnOf(start) } };
    }
    if (next <= end || start >= until) continue;
    chunks.push(chunk);
    end = next;
    if (end <= until) time = Math.max(time, chunk.time);
  }
  return { end, time, chunks };
}

const finish = (base: Base, { timeline }: Leg, { end, time, chunks, gap }: Reach): Chain => ({
  timeline,
  end: lsnOf(end),
  recoveryPoint: Math.max(Date.parse(base.startedAt), time),
  chunks,
  ...(gap === undefined ? {} : { gap }),
});
