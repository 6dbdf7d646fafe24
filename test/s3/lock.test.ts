import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectRetentionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { caller, clientOf, lockedBucket, refusal, withS3, Bucket as open } from './good.ts';

const Key = 'a';
const put = async (client: S3Client, Bucket: string) => {
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'kept' }));
  return VersionId;
};

test('a bucket whose objects are locked takes none without a digest', () =>
  withS3(async (s3, client) => {
    const Bucket = await lockedBucket(client, 10);
    const plain = clientOf(s3);
    plain.config.requestChecksumCalculation = () => Promise.resolve('WHEN_REQUIRED');
    expect(await refusal(plain.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })))).toBe(
      '400 InvalidRequest',
    );
    await put(client, Bucket);
  }));

test.each(['GOVERNANCE', 'COMPLIANCE'] as const)(
  'a version in %s cannot be deleted before its time',
  (mode) =>
    withS3(async (s3, client) => {
      const Bucket = await lockedBucket(client, 10, mode);
      const VersionId = await put(client, Bucket);
      const remove = () => client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      expect(await refusal(remove())).toBe('403 AccessDenied');
      s3.advance(9.9);
      expect(await refusal(remove())).toBe('403 AccessDenied');
      s3.advance(0.2);
      await remove();
      expect(s3.versions(Bucket)).toEqual([]);
    }),
);

test('a mark may be put before it, and taken away again', () =>
  withS3(async (s3, client) => {
    const Bucket = await lockedBucket(client, 10);
    await put(client, Bucket);
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(s3.objects(Bucket)).toEqual([]);
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect(s3.objects(Bucket)).toHaveLength(1);
  }));

describe('who has the right to bypass', () => {
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
  const no = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 's3:BypassGovernanceRetention', Resource: '*' }],
  };
  const [may, mayNot] = [caller('MAY', all), caller('MAY-NOT', all, no)];

  test.each([
    ['GOVERNANCE', may, 'nothing was refused'],
    ['GOVERNANCE', mayNot, '403 AccessDenied'],
    ['COMPLIANCE', may, '403 AccessDenied'],
  ] as const)('deletes in %s: %o', (mode, who, answer) =>
    withS3(
      async (s3, client) => {
        const Bucket = await lockedBucket(client, 10, mode);
        const VersionId = await put(client, Bucket);
        const BypassGovernanceRetention = true;
        const theirs = clientOf(s3, who);
        const remove = theirs.send(
          new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }),
        );
        expect(await refusal(remove)).toBe(answer);
      },
      { callers: [may, mayNot] },
    ),
  );

  test('must ask for it', () =>
    withS3(
      async (s3, client) => {
        const Bucket = await lockedBucket(client, 10);
        const VersionId = await put(client, Bucket);
        const asked = clientOf(s3, may).send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
        expect(await refusal(asked)).toBe('403 AccessDenied');
      },
      { callers: [may] },
    ));
});

test('deleting many, each is judged for itself', () =>
  withS3(async (s3, client) => {
    const Bucket = await lockedBucket(client, 10);
    const Objects = [{ Key, VersionId: await put(client, Bucket) }, { Key: 'b' }];
    const { Errors, Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors?.map(({ Code }) => Code)).toEqual(['AccessDenied']);
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['b']);
    expect(s3.objects(Bucket)).toHaveLength(1);
  }));

test('a retention can be made longer, and not shorter', () =>
  withS3(async (s3, client) => {
    const Bucket = await lockedBucket(client, 10);
    await put(client, Bucket);
    const until = (days: number) => new Date(s3.clock.now() + days * 86_400_000);
    const retain = (days: number, Mode: 'GOVERNANCE' | 'COMPLIANCE' = 'GOVERNANCE') =>
      client.send(
        new PutObjectRetentionCommand({ Bucket, Key, Retention: { Mode, RetainUntilDate: until(days) } }),
      );
    expect(await refusal(retain(5))).toBe('403 AccessDenied');
    await retain(20, 'COMPLIANCE');
    expect(await refusal(retain(30))).toBe('403 AccessDenied');
    expect(await refusal(retain(-1))).toBe('400 InvalidArgument');
    const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket, Key }));
    expect(Retention?.Mode).toBe('COMPLIANCE');
  }));

test('a hold has no end', () =>
  withS3(async (s3, client) => {
    const Bucket = await lockedBucket(client, 1);
    const VersionId = await put(client, Bucket);
    const hold = (Status: 'ON' | 'OFF') =>
      client.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status } }));
    const remove = () => client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await hold('ON');
    s3.advance(1000);
    expect(await refusal(remove())).toBe('403 AccessDenied');
    await hold('OFF');
    await remove();
  }));

test('a lock needs versions, and keeps them', () =>
  withS3(async (_, client) => {
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' } as const;
    const lock = client.send(
      new PutObjectLockConfigurationCommand({ Bucket: open, ObjectLockConfiguration }),
    );
    expect(await refusal(lock)).toBe('409 InvalidBucketState');
    const Bucket = 'another';
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    const VersioningConfiguration = { Status: 'Suspended' } as const;
    const suspend = client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    expect(await refusal(suspend)).toBe('409 InvalidBucketState');
  }));

test.each([
  [{ Mode: 'GOVERNANCE' }, '400 MalformedXML'],
  [{ Mode: 'GOVERNANCE', Days: 1, Years: 1 }, '400 MalformedXML'],
  [{ Mode: 'GOVERNANCE', Days: 0 }, '400 InvalidArgument'],
  [{ Mode: 'SOME', Days: 1 }, '400 InvalidArgument'],
])('refuses the retention %o', (DefaultRetention, error) =>
  withS3(async (_, client) => {
    const Bucket = await lockedBucket(client, 1);
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } } as object;
    const asked = client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    expect(await refusal(asked)).toBe(error);
  }),
);
