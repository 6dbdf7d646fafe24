import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { FaultKind } from './faults.ts';
import { Bucket, clientOf, encryptBy, key, owner, refusal, withS3 } from './good.ts';

const put = (client: S3Client) =>
  client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x'.repeat(1000) }));

test.each<[FaultKind, RegExp, number]>([
  ['slow-down', /^503 SlowDown$/, 0],
  ['internal-error', /^500 InternalError$/, 0],
  ['error-after-success', /^500 InternalError$/, 1],
  ['denied', /^403 AccessDenied$/, 0],
  ['reset', /^undefined /, 0],
  ['reset-after-success', /^undefined /, 1],
])('%s: the client gets %s, and %d objects are there', (kind, answer, objects) =>
  withS3(async (s3, client) => {
    s3.faults.plan({ kind });
    expect(await refusal(put(client))).toMatch(answer);
    expect(s3.objects(Bucket)).toHaveLength(objects);
    await put(client);
    expect(s3.objects(Bucket)).toHaveLength(1);
  }),
);

test('an answer that breaks off is noticed', () =>
  withS3(async (s3, client) => {
    await put(client);
    s3.faults.plan({ kind: 'reset-answer', method: 'GET' });
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await expect(got.Body?.transformToString()).rejects.toThrow();
  }));

test('a slow answer comes late', () =>
  withS3(async (s3, client) => {
    s3.faults.plan({ kind: 'slow', ms: 300 });
    const began = Date.now();
    await put(client);
    expect(Date.now() - began).toBeGreaterThanOrEqual(299);
  }));

test('strikes only what it is about, as often as planned', () =>
  withS3(async (s3, client) => {
    s3.faults.plan({ kind: 'slow-down', times: 2, method: 'PUT', path: /\/b\?/ });
    await put(client);
    const b = () => refusal(client.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x' })));
    expect([await b(), await b(), await b()]).toEqual([
      '503 SlowDown',
      '503 SlowDown',
      'nothing was refused',
    ]);
    expect(s3.faults.struck).toBe(2);
  }));

test('a client that asks again comes through', () =>
  withS3(async (s3) => {
    s3.faults.plan({ kind: 'slow-down' }, { kind: 'reset' });
    await put(clientOf(s3, owner, 3));
    expect(s3.objects(Bucket)).toHaveLength(1);
  }));

const content = 'x'.repeat(1000);
const get = async (client: S3Client) =>
  (await client.send(new GetObjectCommand({ Bucket, Key: 'a' }))).Body?.transformToString();

test.each<[FaultKind, object]>([
  ['truncate', { ContentLength: 500, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key }],
  ['flip', { ContentLength: 1000, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key }],
  ['other-key', { ContentLength: 1000, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: `${key}-other` }],
  ['other-encryption', { ContentLength: 1000, ServerSideEncryption: 'AES256' }],
])('%s: the answer is as always, and HEAD tells what is kept', (kind, head) =>
  withS3(
    async (s3, client) => {
      await encryptBy(client, key);
      const good = await put(client);
      s3.faults.plan({ kind, method: 'PUT' });
      const { ETag, ServerSideEncryption, SSEKMSKeyId } = await put(client);
      expect(good).toMatchObject({ ETag, ServerSideEncryption, SSEKMSKeyId });
      expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).toMatchObject(head);
    },
    { kmsKeys: [key] },
  ),
);

test('what is kept otherwise comes back otherwise', () =>
  withS3(async (s3, client) => {
    s3.faults.plan({ kind: 'flip' });
    await put(client);
    const got = (await get(clientWithoutChecksums(s3.url))) ?? '';
    expect([got.length, got === content, got.replace('y', 'x') === content]).toEqual([1000, false, true]);
  }));

test('a part of an upload may be spoilt too, and the upload is complete all the same', () =>
  withS3(async (s3, client) => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
    s3.faults.plan({ kind: 'truncate', path: /partNumber=1/ });
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key: 'a', UploadId, PartNumber: 1, Body: content }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'a', UploadId, MultipartUpload }));
    expect(s3.objects(Bucket)[0]?.body).toHaveLength(500);
  }));

test.each<[FaultKind, number]>([
  ['half-answer', 500],
  ['flip-answer', 1000],
])('%s: what comes back is not what is kept', (kind, length) =>
  withS3(async (s3, client) => {
    await put(client);
    s3.faults.plan({ kind, method: 'GET' });
    const got = await get(clientWithoutChecksums(s3.url));
    expect([got?.length, got === content]).toEqual([length, false]);
    expect(await get(client)).toBe(content);
  }),
);

test('a request that hangs is never answered', () =>
  withS3(async (s3, client) => {
    s3.faults.plan({ kind: 'hang' });
    const abortSignal = AbortSignal.timeout(300);
    await expect(
      client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }), { abortSignal }),
    ).rejects.toThrow(/abort/i);
    expect(s3.objects(Bucket)).toEqual([]);
  }));

/** The SDK compares with the checksum that S3 tells; the AWS CLI that is in use does not. */
function clientWithoutChecksums(url: string): S3Client {
  const client = clientOf({ url });
  client.config.responseChecksumValidation = () => Promise.resolve('WHEN_REQUIRED');
  return client;
}
