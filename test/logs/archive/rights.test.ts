import {
  CreateMultipartUploadCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectRetentionCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { refusal } from '../../s3/good.ts';
import { archive, key, withBucket, write, written } from './good.ts';

const { bucket: Bucket } = archive;
const Key = 'production/a.txt.gz';

test('S3 gives the documents back as they were put', () =>
  withBucket(async ({ owner }) => {
    const lock = await owner.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(lock.ObjectLockConfiguration).toEqual(written('object-lock'));
    const encryption = await owner.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration).toEqual(written('encryption'));
    const { Rules, TransitionDefaultMinimumObjectSize } = await owner.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket }),
    );
    expect({ Rules }).toEqual(written('lifecycle'));
    expect(TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  }));

describe('the collector', () => {
  test('writes what is encrypted and locked without being asked for', () =>
    withBucket(async ({ s3, writer, reader }) => {
      await write(writer);
      const head = await reader.send(new HeadObjectCommand({ Bucket, Key }));
      expect(head).toMatchObject({
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: key,
        ObjectLockMode: 'GOVERNANCE',
      });
      const days = ((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - s3.clock.now()) / 86_400_000;
      expect(days).toBeCloseTo(2557, 2);
    }));

  test('writes in parts', () =>
    withBucket(async ({ writer }) => {
      const { UploadId } = await writer.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      await writer.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }));
    }));

  test('can do nothing else', () =>
    withBucket(async ({ writer }) => {
      await write(writer);
      const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 1e13) } as const;
      const refused = [
        writer.send(new PutObjectCommand({ Bucket, Key: 'staging/a', Body: 'x' })),
        writer.send(new GetObjectCommand({ Bucket, Key })),
        writer.send(new ListObjectsV2Command({ Bucket, Prefix: 'production/' })),
        writer.send(new PutObjectRetentionCommand({ Bucket, Key, Retention })),
        writer.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
      ].map(refusal);
      expect(new Set(await Promise.all(refused))).toEqual(new Set(['403 AccessDenied']));
    }));
});

describe('the policy of the bucket refuses', () => {
  const put = (more: object) => new PutObjectCommand({ Bucket, Key, Body: 'x', ...more });

  test.each([
    [
      'another key, though the caller may use it',
      { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: `${key}-2` },
    ],
    ['another encryption', { ServerSideEncryption: 'AES256' }],
  ])('%s', (_, more) =>
    withBucket(async ({ s3, writer }) => {
      delete (s3.world as { kmsKeys?: unknown }).kmsKeys;
      expect(await refusal(writer.send(put(more)))).toBe('403 AccessDenied');
    }),
  );

  test('what comes without TLS', () =>
    withBucket(async ({ s3, writer }) => {
      s3.world.secure = false;
      expect(await refusal(writer.send(put({})))).toBe('403 AccessDenied');
    }));

  test('lines from anybody but the collector', () =>
    withBucket(async ({ other, writer }) => {
      expect(await refusal(other.send(put({})))).toBe('403 AccessDenied');
      expect(await refusal(writer.send(put({})))).toBe('nothing was refused');
    }));
});

test('readers find and read their folder, and no other', () =>
  withBucket(async ({ writer, reader }) => {
    await write(writer);
    const list = async (Prefix: string) => {
      const { Contents = [] } = await reader.send(new ListObjectsV2Command({ Bucket, Prefix }));
      return Contents.map(({ Key }) => Key);
    };
    expect(await list('production/')).toEqual([Key]);
    expect(await refusal(list(''))).toBe('403 AccessDenied');
    expect(await refusal(reader.send(put({ Key: 'production/b' })))).toBe('403 AccessDenied');
  }));

const put = (more: object) => new PutObjectCommand({ Bucket, Key, Body: 'x', ...more });
