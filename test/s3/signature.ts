import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { denied, S3Error } from './error.ts';

/** Whoever may sign requests. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Verifies the signature (version 4) of a request, and says whose it is.
 *
 * @throws S3Error where there is none, or it is somebody else's.
 */
export function signer<C extends Credential>(request: IncomingMessage, known: readonly C[]): C {
  const { authorization = '' } = request.headers;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(.+?), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (parts === null) throw denied('Access Denied');
  const [, id = '', scope = '', names = '', signature = ''] = parts;
  const credential = known.find(({ accessKeyId }) => accessKeyId === id);
  if (credential === undefined) {
    throw new S3Error(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  const moment = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical(request, names))].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credential.secretAccessKey}`);
  if (hmac(key, text).toString('hex') === signature) return credential;
  throw new S3Error(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

/** What is signed: the request as it came, with its headers in order. */
function canonical({ method = '', url = '', headers }: IncomingMessage, names: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = query === '' ? [] : query.split('&').map((one) => (one.includes('=') ? one : `${one}=`));
  const lines = names.split(';').map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replaceAll(/ +/g, ' ')}`,
  );
  return [
    method,
    path,
    parameters.sort().join('&'),
    ...lines,
    '',
    names,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
