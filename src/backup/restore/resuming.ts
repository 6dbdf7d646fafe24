import { Readable } from 'node:stream';
import { Failure } from '../../cli/errors.ts';
import type { RepositoryReader } from '../reader.ts';

/** How often a download that broke goes on where it did. A long one meets a reset or two. */
const tries = 5;

/** Gets objects by connections that may break: it goes on with the byte that is missing. */
export const resuming =
  ({ get }: Pick<RepositoryReader, 'get'>): RepositoryReader['get'] =>
  (key, from = 0) =>
    Promise.resolve(Readable.from(pieces(get, key, from)));

async function* pieces(get: RepositoryReader['get'], key: string, from: number): AsyncGenerator<Buffer> {
  let at = from;
  for (let left = tries; ; left -= 1) {
    try {
      for await (const piece of (await get(key, at)) as AsyncIterable<Buffer>) {
        at += piece.length;
        yield piece;
      }
      return;
    } catch (error) {
      if (String(error).includes('Checksum mismatch')) {
        throw new Failure(
          `${key} differs from what S3 took, by its checksum: it is not what was uploaded. Take another backup.`,
        );
      }
      if (error instanceof Failure || !isBreak(error)) throw error;
      if (left === 1)
        throw new Failure(`${key} could not be downloaded: the connection broke ${String(tries)} times.`);
    }
  }
}

const isBreak = (error: unknown): boolean =>
  /ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|aborted|terminated/.test(
    `${(error as NodeJS.ErrnoException).code ?? ''} ${String(error)}`,
  );
