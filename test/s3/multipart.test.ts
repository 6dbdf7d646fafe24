import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, caller, clientOf, encryptBy, key, refusal, withS3 } from './good.ts';

const Key = 'large';
const large = randomBytes(5 * 1024 * 1024);
const small = randomBytes(1000);

async function begin(client: S3Client): Promise<string> {
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  return UploadId;
}

async function send(client: S3Client, UploadId: string, bodies: readonly Buffer[]): Promise<CompletedPart[]> {
  const parts: CompletedPart[] = [];
  for (const Body of bodies) {
    const PartNumber = parts.length + 1;
    const { ETag, ChecksumCRC32 } = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
    );
    parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }
  return parts;
}

const complete = (client: S3Client, UploadId: string, Parts: CompletedPart[]) =>
  client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

test('joins parts, with the ETag that S3 makes of theirs', () =>
  withS3(async (_, client) => {
    const id = await begin(client);
    const { ETag } = await complete(client, id, await send(client, id, [large, small]));
    const digests = [large, small].map((part) => createHash('md5').update(part).digest());
    expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-2"`);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    const body = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(body.equals(Buffer.concat([large, small]))).toBe(true);
  }));

test('tells of uploads and parts that are there', () =>
  withS3(async (_, client) => {
    const id = await begin(client);
    await send(client, id, [large, small]);
    const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId: id }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, large.length],
      [2, small.length],
    ]);
    const uploads = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0;
    expect(await uploads()).toBe(1);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
    expect(await uploads()).toBe(0);
    expect(await refusal(send(client, id, [small]))).toBe('404 NoSuchUpload');
  }));

test.each<[string, (parts: CompletedPart[]) => CompletedPart[], string]>([
  ['a part that was never sent', (parts) => [...parts, { ETag: '"0"', PartNumber: 3 }], '400 InvalidPart'],
  [
    'a part that was another one',
    ([first, second]) => [first ?? {}, { ...second, ETag: '"0"' }],
    '400 InvalidPart',
  ],
  ['parts out of order', (parts) => [...parts].reverse(), '400 InvalidPartOrder'],
  ['no parts', () => [], '400 MalformedXML'],
])('refuses to join %s', (_what, bend, error) =>
  withS3(async (s3, client) => {
    const id = await begin(client);
    const parts = await send(client, id, [large, small]);
    expect(await refusal(complete(client, id, bend(parts)))).toBe(error);
    expect(s3.objects(Bucket)).toEqual([]);
  }),
);

test('refuses a small part before the last', () =>
  withS3(async (_, client) => {
    const id = await begin(client);
    const parts = await send(client, id, [small, large]);
    expect(await refusal(complete(client, id, parts))).toBe('400 EntityTooSmall');
  }));

test('with a key of KMS needs the right to open it, as S3 does', () => {
  const allow = (Action: string, Resource: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  });
  const put = allow('s3:PutObject', `arn:aws:s3:::${Bucket}/*`);
  const seals = caller('SEALS', put, allow('kms:GenerateDataKey', key));
  const opens = caller('OPENS', put, allow('kms:GenerateDataKey', key), allow('kms:Decrypt', key));
  return withS3(
    async (s3, client) => {
      await encryptBy(client, key);
      const as = async (who: typeof seals) => {
        const theirs = clientOf(s3, who);
        const id = await begin(theirs);
        return complete(theirs, id, await send(theirs, id, [small]));
      };
      expect(await refusal(as(seals))).toBe('403 AccessDenied');
      await as(opens);
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
      expect(head.SSEKMSKeyId).toBe(key);
    },
    { callers: [seals, opens], kmsKeys: [key] },
  );
});
