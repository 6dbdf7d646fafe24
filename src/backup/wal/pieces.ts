import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import type { Look } from './server.ts';
import { headerOf, writtenEnd, type Header, type LocalLog, type SegmentFile } from './segment.ts';

/** A segment's file, and how much of it there is. */
export interface Local extends SegmentFile, Header {
  /** The byte after the last that was written. */
  readonly end: number;
}

/** Folder in that of the log: what lay there when the receiver had to begin anew, a folder each. */
export const leftFolder = 'left';

/** Folders of a log, those that were left first. */
export async function foldersOf(wal: string): Promise<readonly string[]> {
  const left = join(wal, leftFolder);
  try {
    return [...(await readdir(left)).sort().map((name) => join(left, name)), wal];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [wal];
    throw error;
  }
}

/**
 * How much there is of each segment of a folder, in the order of the log.
 *
 * @param look what the server said before, or nothing where it does not answer.
 * @param offset up to where a segment is known already.
 */
export async function localsIn(
  log: LocalLog,
  look: Look | undefined,
  offset: (local: SegmentFile & Header) => number,
): Promise<readonly Local[]> {
  const locals: Local[] = [];
  for (const file of log.segments) {
    const header = await headerOf(file);
    if (header === undefined) continue;
    const one = { ...file, ...header };
    const end = await endOf(one, offset(one), file === log.segments.at(-1) ? look : undefined);
    locals.push({ ...one, end });
  }
  return locals;
}

/**
 * Where a segment ends. The server knows what the receiver has on its disk: more of it may be half written at this moment. Where the
 * server is gone nothing is written, and the end is found before the bytes are read.
 */
async function endOf(file: SegmentFile & Header, from: number, look: Look | undefined): Promise<number> {
  const { complete, segmentBytes, system, timeline, start, path } = file;
  if (complete) return segmentBytes;
  const { received } = look ?? {};
  const known = received !== undefined && look?.system === system && look.timeline === timeline;
  if (known && received <= start + segmentBytes) return Math.max(from, received - start);
  return writtenEnd(path, from, segmentBytes);
}
