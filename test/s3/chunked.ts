import { S3Error } from './error.ts';

/** A body that came as `aws-chunked`, with the headers that follow it. */
export interface Unchunked {
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Takes an `aws-chunked` body apart. Signatures of single chunks are not verified: the trailing checksum is.
 *
 * @throws S3Error where it ends too early, or has another length than was said.
 */
export function unchunk(raw: Buffer, length: number): Unchunked {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.toString('latin1', at, end < 0 ? at : end), 16);
    if (end < 0 || Number.isNaN(size)) throw incomplete();
    at = end + 2;
    if (size === 0) break;
    if (raw.toString('latin1', at + size, at + size + 2) !== '\r\n') throw incomplete();
    parts.push(raw.subarray(at, at + size));
    at += size + 2;
  }
  const body = Buffer.concat(parts);
  if (body.length !== length) throw incomplete();
  const lines = raw.toString('latin1', at).split(/\r?\n/);
  const trailers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return { body, trailers: Object.fromEntries(trailers) as Record<string, string> };
}

const incomplete = () => new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly.');
