import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { saidIn, verify, type Said } from './checksums.ts';
import { unchunk } from './chunked.ts';
import { invalidArgument, S3Error } from './error.ts';
import type { PolicyDocument } from './policy.ts';
import { signer, type Credential } from './signature.ts';

/** Whoever has credentials, with what they may do. */
export interface Caller extends Credential {
  /** Its role, as `aws:PrincipalArn` has it. @default - it has none */
  readonly arn?: string;
  /** @default - everything, as the owner */
  readonly policies?: readonly PolicyDocument[];
}

/** A request whose signature and content are verified. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Checksums that the client gave, all of them right. */
  readonly said: Said;
  readonly caller: Caller;
}

/** Reads a request. @throws S3Error where it is unsigned, cut short, or not what its checksums say. */
export async function readRequest(request: IncomingMessage, callers: readonly Caller[]): Promise<S3Request> {
  const raw = await bodyOf(request);
  const caller = signer(request, callers);
  const headers = headersOf(request);
  const { body, said } = content(raw, headers);
  verify(body, said, headers['content-md5']);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(pathname)) ?? [];
  return {
    method: request.method ?? '',
    bucket,
    key,
    query: new Map(searchParams),
    headers,
    body,
    said,
    caller,
  };
}

/** Most bytes in one request: far above a part, far below the machine's memory. */
const most = 512 * 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most)
      throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const headersOf = ({ headers }: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );

/** The content, whichever way it was sent, with what was said about it before or after. */
function content(raw: Buffer, headers: S3Request['headers']): { body: Buffer; said: Said } {
  const hash = headers['x-amz-content-sha256'];
  if (hash === undefined)
    throw invalidArgument('Missing required header for this request: x-amz-content-sha256');
  if (hash.startsWith('STREAMING-')) {
    const { body, trailers } = unchunk(raw, Number(headers['x-amz-decoded-content-length']));
    const promised = headers['x-amz-trailer'];
    if (promised !== undefined && trailers[promised] === undefined) throw malformedTrailer();
    return { body, said: saidIn({ ...headers, ...trailers }) };
  }
  if (hash !== 'UNSIGNED-PAYLOAD' && createHash('sha256').update(raw).digest('hex') !== hash) {
    throw new S3Error(
      400,
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 header does not match what was computed.',
    );
  }
  return { body: raw, said: saidIn(headers) };
}

const malformedTrailer = () =>
  new S3Error(400, 'MalformedTrailerError', 'The request contained trailing data that was not well-formed.');
