import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../cli/errors.ts';
import { hex, startOf, type Position } from './lsn.ts';

/** A segment's file as `pg_receivewal` makes it: full size from its first byte on, with zeros where nothing has come yet. */
export interface SegmentFile {
  readonly path: string;
  /** Name of the segment. */
  readonly segment: string;
  readonly timeline: number;
  /** Whether the segment is whole: it is `.partial` until then. */
  readonly complete: boolean;
}

/** A `.history` file. */
export interface HistoryFile {
  readonly path: string;
  readonly timeline: number;
}

/** What is in a folder of `pg_receivewal`, in the order of the log. */
export interface LocalLog {
  readonly segments: readonly SegmentFile[];
  readonly histories: readonly HistoryFile[];
}

/** What the first page of a segment says of its server. */
export interface Header {
  readonly system: string;
  readonly segmentBytes: number;
  /** Where the segment begins. */
  readonly start: Position;
}

/** What of a log is in a folder. A folder that is not there is empty. */
export async function localLog(folder: string): Promise<LocalLog> {
  const names = await namesIn(folder);
  const whole = new Set(names);
  const segments = names.flatMap((name) => {
    const [, segment, partial] = /^([0-9A-F]{24})(\.partial)?$/.exec(name) ?? [];
    if (segment === undefined || (partial !== undefined && whole.has(segment))) return [];
    const timeline = hex(segment.slice(0, 8));
    return [{ path: join(folder, name), segment, timeline, complete: partial === undefined }];
  });
  const histories = names.flatMap((name) => {
    const [, digits] = /^([0-9A-F]{8})\.history$/.exec(name) ?? [];
    return digits === undefined ? [] : [{ path: join(folder, name), timeline: hex(digits) }];
  });
  return { segments, histories };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const longHeader = 40;

/**
 * The header of a segment, or nothing where not even that has come yet.
 *
 * @see https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/access/xlog_internal.h (XLogLongPageHeaderData)
 * @throws Failure where it is no segment, or that of another name.
 */
export async function headerOf({ path, segment }: SegmentFile): Promise<Header | undefined> {
  const page = await readBytes(path, 0, longHeader);
  if (page.length < longHeader || page.every((byte) => byte === 0)) return undefined;
  const segmentBytes = page.readUInt32LE(32);
  const start = Number(page.readBigUInt64LE(8));
  const isLong = (page.readUInt16LE(2) & 2) !== 0;
  const sensible =
    segmentBytes >= 2 ** 20 && segmentBytes <= 2 ** 30 && Number.isInteger(Math.log2(segmentBytes));
  if (!isLong || !sensible || start !== startOf(segment, segmentBytes)) {
    throw new Failure(
      `${segment} does not begin like the segment of that name: it is damaged, or was made on a machine of another byte order.`,
    );
  }
  return { system: String(page.readBigUInt64LE(24)), segmentBytes, start };
}

const block = 256 * 1024;
const zeros = Buffer.alloc(block);

/**
 * The byte after the last that is not zero: up to there a segment was written for sure. What follows may be zeros that were written,
 * and it does no harm to take them for ones that were not, because a segment is padded with zeros when it is restored.
 */
export async function writtenEnd(path: string, from: number, size: number): Promise<number> {
  for (let end = size; end > from; end -= block) {
    const begin = Math.max(from, end - block);
    const bytes = await readBytes(path, begin, end);
    if (bytes.equals(zeros.subarray(0, bytes.length))) continue;
    let last = bytes.length;
    while (bytes[last - 1] === 0) last -= 1;
    return begin + last;
  }
  return from;
}

/** Bytes of a file, from one to before another. Fewer where it ends earlier. */
export async function readBytes(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(to - from);
    let got = 0;
    while (got < buffer.length) {
      const { bytesRead } = await file.read(buffer, got, buffer.length - got, from + got);
      if (bytesRead === 0) break;
      got += bytesRead;
    }
    return buffer.subarray(0, got);
  } finally {
    await file.close();
  }
}

/** What the last line of a `.history` file says: which timeline was left, and where. */
export function switchIn(text: string): { readonly parent: number; readonly at: string } | undefined {
  const lines = text.split('\n').filter((line) => /^\s*\d/.test(line));
  const [, parent, at] = /^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/i.exec(lines.at(-1) ?? '') ?? [];
  return parent === undefined || at === undefined
    ? undefined
    : { parent: Number(parent), at: at.toUpperCase() };
}
