import type { Fault, Spoiling } from './faults.ts';
import type { S3Request } from './request.ts';
import type { Version } from './state.ts';
import type { Reply, World } from './world.ts';

/** A content with its second half missing. */
const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** A content with the lowest bit of its middle byte turned. */
function flipped(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  const at = Math.floor(copy.length / 2);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

const ofVersion: Readonly<Record<Spoiling, (version: Version) => Partial<Version>>> = {
  truncate: ({ body }) => ({ body: half(body) }),
  flip: ({ body }) => ({ body: flipped(body) }),
  'other-key': ({ encryption }) => ({
    encryption: {
      algorithm: 'aws:kms',
      key: `${encryption?.key ?? 'arn:aws:kms:eu-central-1:123456789012:key/'}-other`,
    },
  }),
  'other-encryption': () => ({ encryption: { algorithm: 'AES256' } }),
};

/** Spoils what a request has just written: the object, or the part of an upload. Its ETag and checksums stay. */
export function spoil({ kind }: Fault, { bucket: name, key, query }: S3Request, { buckets }: World): void {
  if (!(kind in ofVersion)) return;
  const change = ofVersion[kind as Spoiling];
  const bucket = buckets.get(name);
  const upload = bucket?.uploads.get(query.get('uploadId') ?? '');
  const number = Number(query.get('partNumber'));
  const part = upload?.parts.get(number);
  if (upload && part) upload.parts.set(number, { ...part, ...change(part as Version) });
  const versions = bucket?.objects.get(key);
  const [newest] = versions ?? [];
  if (upload === undefined && versions && newest) versions[0] = { ...newest, ...change(newest) };
}

/** Spoils an answer on its way. */
export function spoilt(reply: Reply, kind: Fault['kind'] | undefined): Reply {
  if (kind !== 'half-answer' && kind !== 'flip-answer') return reply;
  const body = Buffer.from(reply.body ?? '');
  return { ...reply, body: kind === 'half-answer' ? half(body) : flipped(body) };
}
