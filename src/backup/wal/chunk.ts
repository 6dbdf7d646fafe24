import { folders } from '../keys.ts';
import { digits, hex, lsnOf, positionOf, segmentName } from './lsn.ts';

/** A piece of the log in the repository: bytes of one segment. */
export interface Chunk {
  /** What tells the server from every other: a number of 64 bits, as text. */
  readonly system: string;
  readonly timeline: number;
  /** Name of the segment, such as `000000010000000000000003`. */
  readonly segment: string;
  /** Its first byte in the segment, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** Everything that was committed before this moment is in the repository with this chunk: milliseconds since 1970. */
  readonly time: number;
}

/** Where a timeline left another: what PostgreSQL writes into a `.history` file, and what its last line says. */
export interface History {
  readonly system: string;
  readonly timeline: number;
  /** The timeline that it comes from. */
  readonly parent: number;
  /** Where it left, as PostgreSQL writes it. */
  readonly at: string;
}

/** Key of a chunk. Sorted by name, chunks are sorted by their place in the log. */
export const chunkKey = (prefix: string, { system, segment, from, to, time }: Chunk): string =>
  `${timelineFolder(prefix, system, hex(segment.slice(0, 8)))}${segment}/${digits(from)}-${digits(to)}-${timeText(time)}.gz`;

/** Key of a history: the switch stands in its name, so that a listing is enough to follow it. */
export const historyKey = (prefix: string, { system, timeline, parent, at }: History): string =>
  `${timelineFolder(prefix, system, timeline)}${digits(timeline)}.history-${digits(parent)}-${at.replace('/', '_')}.gz`;

/** Where all of a server's log is. */
export const systemFolder = (prefix: string, system: string): string => `${prefix}/${folders.wal}/${system}/`;

/** Where a timeline is. */
export const timelineFolder = (prefix: string, system: string, timeline: number): string =>
  `${systemFolder(prefix, system)}${digits(timeline)}/`;

const chunkPath =
  /^(\d+)\/([0-9A-F]{8})\/([0-9A-F]{24})\/([0-9A-F]{8})-([0-9A-F]{8})-(\d{8}T\d{6}\.\d{3}Z)\.gz$/;
const historyPath = /^(\d+)\/([0-9A-F]{8})\/\2\.history-([0-9A-F]{8})-([0-9A-F]{1,8}_[0-9A-F]{1,8})\.gz$/;

/** The chunk of a key, or nothing where it is the key of something else. */
export function chunkOf(prefix: string, key: string): Chunk | undefined {
  const [, system, timeline, segment, from, to, text] = chunkPath.exec(below(prefix, key)) ?? [];
  if (system === undefined || segment === undefined || !segmentName.test(segment)) return undefined;
  const time = timeOf(text ?? '');
  const chunk = { system, timeline: hex(timeline), segment, from: hex(from), to: hex(to), time };
  const senseless = chunk.from >= chunk.to || Number.isNaN(time) || !segment.startsWith(timeline ?? '-');
  return senseless ? undefined : chunk;
}

/** The history of a key, or nothing where it is the key of something else. */
export function historyOf(prefix: string, key: string): History | undefined {
  const [, system, timeline, parent, at] = historyPath.exec(below(prefix, key)) ?? [];
  if (system === undefined || at === undefined) return undefined;
  const lsn = lsnOf(positionOf(at.replace('_', '/')));
  return { system, timeline: hex(timeline), parent: hex(parent), at: lsn };
}

/** What of a log is in a listing, whatever else is there. */
export const logIn = (
  prefix: string,
  keys: readonly string[],
): { readonly chunks: readonly Chunk[]; readonly histories: readonly History[] } => ({
  chunks: keys.flatMap((key) => chunkOf(prefix, key) ?? []),
  histories: keys.flatMap((key) => historyOf(prefix, key) ?? []),
});

/** What a key is below the folder of logs; of another key nothing. */
function below(prefix: string, key: string): string {
  const start = `${prefix}/${folders.wal}/`;
  return key.startsWith(start) ? key.slice(start.length) : '';
}

/** A moment as names have it: `20260307T142205.123Z`. */
export const timeText = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]/g, '');

function timeOf(text: string): number {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2}\.\d{3}Z)$/.exec(text);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
}
