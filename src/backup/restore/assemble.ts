import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Failure } from '../../cli/errors.ts';
import type { RepositoryReader } from '../reader.ts';
import { chunkKey, historyKey, type Chunk, type History } from '../wal/chunk.ts';
import { digits } from '../wal/lsn.ts';
import { inTurn } from './in-turn.ts';
import { resuming } from './resuming.ts';

/** What a log is put together of. */
export interface Pieces {
  readonly prefix: string;
  readonly chunks: readonly Chunk[];
  /** All that the repository has of the server, of timelines that are not followed, too: a server that is promoted must take a new one. */
  readonly histories: readonly History[];
  /** Bytes of a segment of that server. */
  readonly segmentBytes: number;
}

/** How many segments are put together at once: their pieces are small, and each costs an answer. */
const atOnce = 16;

/**
 * Puts segments together in a folder, under the names that PostgreSQL knows them by. What a segment has no piece of is zeros.
 *
 * @param progress is told of bytes as they lie in the bucket
 * @throws Failure where a piece is damaged.
 */
export async function assemble(
  reader: Pick<RepositoryReader, 'get'>,
  { prefix, chunks, histories, segmentBytes }: Pieces,
  folder: string,
  progress: (bytes: number) => void,
): Promise<void> {
  const get = resuming(reader);
  const read = async (key: string): Promise<Buffer> => {
    const packed = await buffer(await get(key));
    progress(packed.length);
    return unpacked(packed, key);
  };
  // One segment is written by one, its pieces one after the other.
  await inTurn([...bySegment(chunks)], atOnce, async ([segment, pieces]) => {
    const file = await open(join(folder, segment), 'w');
    try {
      await file.truncate(segmentBytes);
      for (const chunk of pieces) {
        const bytes = whole(await read(chunkKey(prefix, chunk)), chunk);
        await file.write(bytes, 0, bytes.length, chunk.from);
      }
    } finally {
      await file.close();
    }
  });
  for (const history of histories) {
    const name = `${digits(history.timeline)}.history`;
    await writeFile(join(folder, name), await read(historyKey(prefix, history)));
  }
}

function bySegment(chunks: readonly Chunk[]): ReadonlyMap<string, readonly Chunk[]> {
  const map = new Map<string, Chunk[]>();
  for (const chunk of chunks) map.set(chunk.segment, [...(map.get(chunk.segment) ?? []), chunk]);
  return map;
}

const unpack = promisify(gunzip);

/** What gzip holds. It brings a checksum of its content. */
async function unpacked(packed: Buffer, key: string): Promise<Buffer> {
  try {
    return await unpack(packed);
  } catch {
    throw new Failure(
      `${key} cannot be unpacked: it is damaged. Before it the log is whole: take an earlier moment.`,
    );
  }
}

function whole(bytes: Buffer, { segment, from, to }: Chunk): Buffer {
  if (bytes.length === to - from) return bytes;
  throw new Failure(
    `The piece ${digits(from)}-${digits(to)} of ${segment} has ${String(bytes.length)} bytes: it is damaged. Before it the log is whole: take an earlier moment.`,
  );
}
