import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../cli/errors.ts';
import type { RepositoryReader } from '../reader.ts';

/** A file that is downloaded, and what it must be. */
export interface Wanted {
  readonly key: string;
  /** Where it goes. */
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Downloads a file, and verifies it.
 *
 * @param progress is told of bytes as they come
 * @throws Failure where it is not what it must be.
 */
export async function download(
  get: RepositoryReader['get'],
  { key, path, bytes, sha256 }: Wanted,
  progress: (bytes: number) => void,
): Promise<void> {
  const hash = createHash('sha256');
  let got = 0;
  await pipeline(
    await get(key),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const some of source) {
        hash.update(some);
        got += some.length;
        progress(some.length);
        yield some;
      }
    },
    createWriteStream(path),
  );
  if (got === bytes && hash.digest('hex') === sha256) return;
  const what =
    got === bytes
      ? 'has another SHA-256 than its manifest says'
      : `has ${String(got)} bytes instead of ${String(bytes)}`;
  throw new Failure(`${key} ${what}: it is not what was uploaded. Take another backup.`);
}
