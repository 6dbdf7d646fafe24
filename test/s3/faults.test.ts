import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { FaultKind } from './faults.ts';
import { Bucket, clientOf, owner, refusal, withS3 } from './good.ts';

const put = (client: S3Client) =>
  client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x'.repeat(1000) }));

test.each<[FaultKind, RegExp, number]>([
  ['slow-down', /^503 SlowDown$/, 0],
  ['internal-error', /^500 InternalError$/, 0],
  ['error-after-success', /^500 InternalError$/, 1],
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
