import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { refusal } from '../s3/good.ts';
import {
  Bucket,
  encrypted,
  key,
  otherKey,
  prefix,
  put,
  tag,
  withBackup,
  withBucket,
  written,
} from './bucket.ts';

const id = '20260301T060000Z-x7k2p';
const dump = `dumps/${id}/database.sql.gz`;
const at = (path: string) => ({ Bucket, Key: `${prefix}/${path}` });
const get = (client: S3Client, path: string) => client.send(new GetObjectCommand(at(path)));
const head = (client: S3Client, path: string) => client.send(new HeadObjectCommand(at(path)));
const list = async (client: S3Client, Prefix: string) =>
  (await client.send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents?.map(({ Key }) => Key);
const denied = '403 AccessDenied';
const allowed = 'nothing was refused';
const each = async (asked: readonly Promise<unknown>[]) => [
  ...new Set(await Promise.all(asked.map(refusal))),
];

describe('the writer', () => {
  test('takes a backup: puts, in parts too, looks at what is stored, reads it back, finds those before, tags them', () =>
    withBucket(async ({ writer }) => {
      const { UploadId } = await writer.send(new CreateMultipartUploadCommand({ ...at(dump), ...encrypted }));
      const part = { ...at(dump), UploadId, PartNumber: 1 };
      const { ETag } = await writer.send(new UploadPartCommand({ ...part, Body: 'a dump' }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      await writer.send(new CompleteMultipartUploadCommand({ ...at(dump), UploadId, MultipartUpload }));
      expect(await head(writer, dump)).toMatchObject({
        ...encrypted,
        ContentLength: 6,
        ObjectLockMode: 'GOVERNANCE',
      });
      expect(await (await get(writer, dump)).Body?.transformToString()).toBe('a dump');
      await put(writer, `base/${id}/base.tar.gz`);
      await put(writer, 'wal/1/00000001/000000010000000000000003/a.gz', { IfNoneMatch: '*' });
      expect(await list(writer, `${prefix}/dumps/`)).toEqual([`${prefix}/${dump}`]);
      await tag(writer, dump);
      await tag(writer, `base/${id}/base.tar.gz`);
    }));

  test('breaks an upload off', () =>
    withBucket(async ({ s3, writer }) => {
      const { UploadId } = await writer.send(new CreateMultipartUploadCommand({ ...at(dump), ...encrypted }));
      await writer.send(new AbortMultipartUploadCommand({ ...at(dump), UploadId }));
      expect(s3.world.buckets.get(Bucket)?.uploads.size).toBe(0);
    }));

  test('learns that something is not there, and not that it is forbidden', () =>
    withBucket(async ({ writer }) => {
      expect(await refusal(head(writer, 'dumps/none/manifest.json'))).toBe('404 NotFound');
    }));

  test('can do nothing else', () =>
    withBucket(async ({ writer, checker }) => {
      const { VersionId } = await put(writer, dump);
      await put(checker, `verified/${id}/manifest.json`);
      const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2099-01-01') } as const;
      const both = {
        TagSet: [
          { Key: 'superseded', Value: 'true' },
          { Key: 'keep', Value: 'no' },
        ],
      };
      const LifecycleConfiguration = written('lifecycle') as never;
      expect(
        await each([
          ...['verified/x', 'checks/x', 'elsewhere/x'].map((path) => put(writer, path)),
          writer.send(new PutObjectCommand({ Bucket, Key: 'neighbour/dumps/x', Body: 'x', ...encrypted })),
          get(writer, `verified/${id}/manifest.json`),
          list(writer, 'neighbour/'),
          writer.send(new DeleteObjectCommand(at(dump))),
          writer.send(new DeleteObjectCommand({ ...at(dump), VersionId })),
          writer.send(new DeleteObjectTaggingCommand(at(dump))),
          tag(writer, dump, 'superseded', 'false'),
          tag(writer, dump, 'verified', 'true'),
          writer.send(new PutObjectTaggingCommand({ ...at(dump), Tagging: both })),
          writer.send(new PutObjectTaggingCommand({ ...at(dump), Tagging: { TagSet: [] } })),
          tag(writer, `verified/${id}/manifest.json`),
          put(writer, dump, { Tagging: 'keep=no' }),
          writer.send(new PutObjectRetentionCommand({ ...at(dump), Retention })),
          writer.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
          writer.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration })),
          writer.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' })),
        ]),
      ).toEqual([denied]);
    }));
});

describe('the checker', () => {
  test('reads dumps, and puts what it has proven', () =>
    withBucket(async ({ writer, checker }) => {
      await put(writer, dump);
      expect(await list(checker, `${prefix}/dumps/`)).toEqual([`${prefix}/${dump}`]);
      expect(await (await get(checker, dump)).Body?.transformToString()).toBe(dump);
      await put(checker, `verified/${id}/database.sql.gz`);
      await put(checker, 'checks/20260302T033000Z.json');
      await tag(checker, `verified/${id}/database.sql.gz`);
      expect(await head(checker, `verified/${id}/database.sql.gz`)).toMatchObject(encrypted);
    }));

  test('cannot touch a dump, nor read copies of the server', () =>
    withBucket(async ({ writer, checker }) => {
      await put(writer, dump);
      await put(writer, `base/${id}/base.tar.gz`);
      const Key = { ...at(`verified/${id}/x`) };
      expect(
        await each([
          put(checker, dump),
          put(checker, `base/${id}/base.tar.gz`),
          put(checker, 'wal/x'),
          tag(checker, dump),
          get(checker, `base/${id}/base.tar.gz`),
          checker.send(new DeleteObjectCommand(at(dump))),
          checker.send(new DeleteObjectCommand(Key)),
        ]),
      ).toEqual([denied]);
    }));
});

test('readers read everything, also what was written over, and write nothing', () =>
  withBucket(async ({ writer, reader }) => {
    const { VersionId } = await put(writer, dump, { Body: 'the first' });
    await put(writer, dump, { Body: 'the second' });
    const first = await reader.send(new GetObjectCommand({ ...at(dump), VersionId }));
    expect(await first.Body?.transformToString()).toBe('the first');
    const { Versions } = await reader.send(new ListObjectVersionsCommand({ Bucket, Prefix: `${prefix}/` }));
    expect(Versions).toHaveLength(2);
    expect(await refusal(head(reader, 'dumps/none'))).toBe('404 NotFound');
    expect(
      await each([put(reader, dump), tag(reader, dump), list(reader, 'neighbour/'), put(reader, 'checks/x')]),
    ).toEqual([denied]);
  }));

describe('the policy of the bucket', () => {
  test.each([
    ['another key', { SSEKMSKeyId: otherKey }],
    ['no key, which is that of AWS and not of the bucket', { SSEKMSKeyId: undefined }],
    ['another encryption', { ServerSideEncryption: 'AES256', SSEKMSKeyId: undefined }],
  ])('refuses %s, though everybody may use it', (_, more) =>
    withBucket(async ({ s3, owner, writer }) => {
      // Nothing but the policy is left to refuse it.
      delete (s3.world as { kmsKeys?: unknown }).kmsKeys;
      expect(await refusal(put(owner, 'elsewhere/x', more))).toBe(denied);
      expect(await refusal(put(writer, dump))).toBe(allowed);
    }),
  );

  test('lets who says nothing have the encryption of the bucket', () =>
    withBucket(async ({ writer }) => {
      await put(writer, dump, { ServerSideEncryption: undefined, SSEKMSKeyId: undefined });
      expect(await head(writer, dump)).toMatchObject({ SSEKMSKeyId: key });
    }));

  test('refuses what comes without TLS', () =>
    withBucket(async ({ s3, writer, reader }) => {
      s3.world.secure = false;
      expect(await each([put(writer, dump), list(reader, `${prefix}/`)])).toEqual([denied]);
    }));

  test('has each folder written by one role, whatever others may', () =>
    withBucket(async ({ owner, other, checker }) => {
      const all = ['dumps/x', 'base/x', 'wal/x', 'verified/x', 'checks/x'];
      for (const client of [owner, other])
        expect(await each(all.map((path) => put(client, path)))).toEqual([denied]);
      expect(await refusal(put(checker, 'checks/x'))).toBe(allowed);
    }));

  test('without roles in the settings, leaves that to the policies of roles', () =>
    withBucket(
      async ({ other, reader }) => {
        expect(await each(['dumps/x', 'verified/x'].map((path) => put(other, path)))).toEqual([allowed]);
        expect(await refusal(put(reader, 'dumps/x'))).toBe(denied);
      },
      withBackup({
        'backup.writerRoleArn': undefined,
        'backup.checkerRoleArn': undefined,
        'backup.readerRoleArn': undefined,
      }),
    ));

  test('has nobody delete, not even the owner, and two steps are needed to take something away', () =>
    withBucket(async ({ s3, owner, writer, other }) => {
      const { VersionId } = await put(writer, dump);
      const remove = (client: S3Client, more: object) =>
        client.send(new DeleteObjectCommand({ ...at(dump), ...more }));
      for (const client of [owner, writer, other])
        for (const more of [{}, { VersionId }, { VersionId, BypassGovernanceRetention: true }])
          expect(await refusal(remove(client, more))).toBe(denied);
      const { Version, Statement } = written('bucket-policy') as {
        Version: string;
        Statement: { Sid: string }[];
      };
      const without = { Version, Statement: Statement.filter(({ Sid }) => Sid !== 'NobodyDeletes') };
      await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(without) }));
      s3.advance(29);
      expect(await refusal(remove(owner, { VersionId }))).toBe(denied);
      expect(await refusal(remove(owner, { VersionId, BypassGovernanceRetention: true }))).toBe(allowed);
    }));
});

describe('CloudNativePG', () => {
  const settings = withBackup({ 'database.pointInTime': 'cnpg' });
  const wal = 'cnpg/fraiseql-db/wals/0000000100000000/000000010000000000000003.gz';
  const plain = { ServerSideEncryption: undefined, SSEKMSKeyId: undefined };

  test('hides what it no longer keeps, and cannot take it away', () =>
    withBucket(async ({ s3, writer, cnpg, owner }) => {
      const { VersionId } = await put(cnpg, wal, plain);
      await put(writer, dump);
      expect(await head(cnpg, wal)).toMatchObject({ SSEKMSKeyId: key, ObjectLockMode: 'GOVERNANCE' });
      expect(
        await each([
          cnpg.send(new DeleteObjectCommand({ ...at(wal), VersionId })),
          cnpg.send(new DeleteObjectCommand(at(dump))),
          owner.send(new DeleteObjectCommand(at(dump))),
          put(cnpg, 'dumps/x'),
          get(cnpg, dump),
        ]),
      ).toEqual([denied]);
      await cnpg.send(new DeleteObjectCommand(at(wal)));
      s3.advance(29);
      expect((await owner.send(new GetObjectCommand({ ...at(wal), VersionId }))).ContentLength).toBe(
        wal.length,
      );
      s3.advance(9);
      expect(s3.versions(Bucket).filter(({ key: name }) => name.endsWith(wal))).toEqual([]);
    }, settings));
});
