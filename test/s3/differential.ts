import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, owner, refusal } from './good.ts';
import { startS3 } from './server.ts';

/**
 * Asks moto's server and ours the same, and shows where they answer differently. It is no test of CI, which has no moto:
 * `pip install 'moto[s3,server]'`, then `moto_server -p 5555` and `npx tsx test/s3/differential.ts http://127.0.0.1:5555`.
 */
const [url] = process.argv.slice(2);
if (url === undefined) throw new Error('Where is moto? Give its address, such as http://127.0.0.1:5555.');

const Bucket = `b${String(Date.now())}`;
const locked = `${Bucket}-locked`;
const part = Buffer.alloc(5 * 1024 * 1024, 'x');
const body = async (client: S3Client, more: object = {}) =>
  (await client.send(new GetObjectCommand({ Bucket, Key: 'a', ...more }))).Body?.transformToString();

type Step = readonly [what: string, ask: (client: S3Client, seen: Map<string, string>) => Promise<unknown>];

const upload = async (client: S3Client, Body: Buffer, second = true): Promise<string> => {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
  const Parts = [];
  for (const [index, one] of (second ? [Body, Buffer.from('end')] : [Body]).entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key: 'm', UploadId, PartNumber, Body: one }),
    );
    Parts.push({ PartNumber, ETag });
  }
  const complete = new CompleteMultipartUploadCommand({
    Bucket,
    Key: 'm',
    UploadId,
    MultipartUpload: { Parts },
  });
  return (await client.send(complete)).ETag ?? '';
};

const steps: readonly Step[] = [
  [
    'create',
    async (client) => (await client.send(new CreateBucketCommand({ Bucket }))).$metadata.httpStatusCode,
  ],
  [
    'put',
    async (client) =>
      (await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '0123456789' }))).ETag,
  ],
  ['get', (client) => body(client)],
  ['range', (client) => body(client, { Range: 'bytes=2-4' })],
  ['range beyond', (client) => refusal(body(client, { Range: 'bytes=50-' }))],
  ['no such key', (client) => refusal(client.send(new GetObjectCommand({ Bucket, Key: 'none' })))],
  [
    'no such bucket',
    (client) => refusal(client.send(new GetObjectCommand({ Bucket: `${Bucket}x`, Key: 'none' }))),
  ],
  [
    'wrong Content-MD5',
    (client) =>
      refusal(
        client.send(
          new PutObjectCommand({ Bucket, Key: 'w', Body: 'x', ContentMD5: 'XrY7u+Ae7tCTyyK7j1rNww==' }),
        ),
      ),
  ],
  [
    'wrong checksum',
    (client) =>
      refusal(client.send(new PutObjectCommand({ Bucket, Key: 'w', Body: 'x', ChecksumCRC32: 'AAAAAA==' }))),
  ],
  ['multipart', (client) => upload(client, part)],
  ['small part', (client) => refusal(upload(client, Buffer.from('small')))],
  [
    'parts',
    async (client) => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'p' }));
      await client.send(new UploadPartCommand({ Bucket, Key: 'p', UploadId, PartNumber: 3, Body: 'x' }));
      const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key: 'p', UploadId }));
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'p', UploadId }));
      return Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag]);
    },
  ],
  [
    'list',
    async (client) => {
      for (const Key of ['l/b/1', 'l/b/2', 'l/a', 'l/ä', 'l/Z'])
        await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 3 }),
      );
      return [
        page.Contents?.map(({ Key }) => Key),
        page.CommonPrefixes?.map(({ Prefix }) => Prefix),
        page.IsTruncated,
        page.KeyCount,
      ];
    },
  ],
  ['no lifecycle', (client) => refusal(client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))],
  [
    'versions',
    async (client) => {
      await client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      );
      for (const Body of ['1', '2']) await client.send(new PutObjectCommand({ Bucket, Key: 'v', Body }));
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'v' }));
      const { Versions, DeleteMarkers } = await client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix: 'v' }),
      );
      return [
        Versions?.map(({ IsLatest, Size }) => [IsLatest, Size]),
        DeleteMarkers?.map(({ IsLatest }) => IsLatest),
      ];
    },
  ],
  ['get of what is deleted', (client) => refusal(client.send(new GetObjectCommand({ Bucket, Key: 'v' })))],
  [
    'lock',
    async (client, seen) => {
      await client.send(new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
      const ObjectLockConfiguration = {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
      } as const;
      await client.send(new PutObjectLockConfigurationCommand({ Bucket: locked, ObjectLockConfiguration }));
      const { VersionId = '' } = await client.send(
        new PutObjectCommand({ Bucket: locked, Key: 'a', Body: 'x' }),
      );
      seen.set('version', VersionId);
      return (await client.send(new HeadObjectCommand({ Bucket: locked, Key: 'a' }))).ObjectLockMode;
    },
  ],
  [
    'delete of what is locked',
    (client, seen) =>
      refusal(
        client.send(new DeleteObjectCommand({ Bucket: locked, Key: 'a', VersionId: seen.get('version') })),
      ),
  ],
  [
    'delete with bypass',
    (client, seen) =>
      refusal(
        client.send(
          new DeleteObjectCommand({
            Bucket: locked,
            Key: 'a',
            VersionId: seen.get('version'),
            BypassGovernanceRetention: true,
          }),
        ),
      ),
  ],
  [
    'archived',
    async (client) => {
      await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', StorageClass: 'GLACIER' }));
      return refusal(body(client));
    },
  ],
  [
    'tags',
    async (client) => {
      const tag = (Key: string, Value: string) => ({ Key, Value });
      const answers = [];
      await client.send(new PutObjectCommand({ Bucket, Key: 't', Body: 'x', Tagging: 'one=1&two=a%20b' }));
      answers.push((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 't' }))).TagSet);
      answers.push((await client.send(new GetObjectCommand({ Bucket, Key: 't' }))).TagCount);
      const Tagging = { TagSet: [tag('superseded', 'true')] };
      await client.send(new PutObjectTaggingCommand({ Bucket, Key: 't', Tagging }));
      answers.push((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 't' }))).TagSet);
      await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 't' }));
      answers.push((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 't' }))).TagSet);
      return answers;
    },
  ],
  [
    'eleven tags',
    (client) => {
      const TagSet = Array.from({ length: 11 }, (_, index) => ({ Key: `k${String(index)}`, Value: 'v' }));
      return refusal(client.send(new PutObjectTaggingCommand({ Bucket, Key: 't', Tagging: { TagSet } })));
    },
  ],
  [
    'two tags of one name',
    (client) => {
      const TagSet = [
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ];
      return refusal(client.send(new PutObjectTaggingCommand({ Bucket, Key: 't', Tagging: { TagSet } })));
    },
  ],
  [
    'a tag of AWS',
    (client) => {
      const TagSet = [{ Key: 'aws:mine', Value: '1' }];
      return refusal(client.send(new PutObjectTaggingCommand({ Bucket, Key: 't', Tagging: { TagSet } })));
    },
  ],
  [
    'tags of what is not there',
    (client) => refusal(client.send(new GetObjectTaggingCommand({ Bucket, Key: 'none' }))),
  ],
  [
    'a rule of tags',
    async (client) => {
      const Filter = { And: { Prefix: 'dumps/', Tags: [{ Key: 'superseded', Value: 'true' }] } };
      const Rules = [{ ID: 'one', Status: 'Enabled' as const, Filter, Expiration: { Days: 31 } }];
      await client.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
      );
      return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules;
    },
  ],
  [
    'a rule of tags that aborts uploads',
    (client) => {
      const Filter = { Tag: { Key: 'superseded', Value: 'true' } };
      const AbortIncompleteMultipartUpload = { DaysAfterInitiation: 1 };
      const Rules = [{ ID: 'one', Status: 'Enabled' as const, Filter, AbortIncompleteMultipartUpload }];
      return refusal(
        client.send(
          new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
        ),
      );
    },
  ],
  [
    'restore',
    async (client) =>
      (await client.send(new RestoreObjectCommand({ Bucket, Key: 'a', RestoreRequest: { Days: 1 } })))
        .$metadata.httpStatusCode,
  ],
];

const s3 = await startS3({ callers: [owner] });
const [ours, theirs] = [clientOf(s3), clientOf({ url })];
const [seenByUs, seenByThem] = [new Map<string, string>(), new Map<string, string>()];
const said = (asked: Promise<unknown>) =>
  asked.then(
    (answer) => JSON.stringify([answer]),
    (error: unknown) => `error ${(error as Error).name}`,
  );
let same = 0;
for (const [what, ask] of steps) {
  const [own, other] = [await said(ask(ours, seenByUs)), await said(ask(theirs, seenByThem))];
  if (own === other) same += 1;
  else console.log(`${what}\n  ours  ${own}\n  moto  ${other}`);
}
console.log(`${String(same)} of ${String(steps.length)} answers are the same.`);
await s3.stop();
