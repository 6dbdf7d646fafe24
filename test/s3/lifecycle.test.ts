import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Bucket, lockedBucket, refusal, withS3 } from './good.ts';
import type { S3 } from './server.ts';

const kilo = 1024;
const good: LifecycleRule = {
  ID: 'one',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  Expiration: { Days: 10 },
};

const rules = (client: S3Client, rule: Partial<LifecycleRule>, more: object = {}, bucket = Bucket) =>
  client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: { Rules: [{ ...good, ...rule }] },
      ...more,
    }),
  );

const put = (client: S3Client, Key: string, size = 200 * kilo, bucket = Bucket) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.alloc(size) }));

const keep = (client: S3Client) =>
  client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));

const classesIn = (s3: S3) =>
  Object.fromEntries(s3.objects(Bucket).map(({ key, storageClass }) => [key, storageClass]));

test('objects go at the midnight after their days, and not before', () =>
  withS3(async (s3, client) => {
    s3.clock.set(new Date('2026-03-01T10:00:00Z'));
    await rules(client, {});
    await put(client, 'a');
    s3.advance(10);
    expect(s3.objects(Bucket)).toHaveLength(1);
    const events = s3.advance(0.6);
    expect(events.map(({ did, at }) => [did, new Date(at).toISOString()])).toEqual([
      ['removed', '2026-03-12T00:00:00.000Z'],
    ]);
    expect(s3.objects(Bucket)).toEqual([]);
  }));

test('a rule is about its prefix alone, and only while it is enabled', () =>
  withS3(async (s3, client) => {
    await rules(client, { Filter: { Prefix: 'logs/' } });
    for (const key of ['logs/a', 'other/a']) await put(client, key);
    s3.advance(12);
    expect(Object.keys(classesIn(s3))).toEqual(['other/a']);
    await rules(client, { Status: 'Disabled' });
    s3.advance(100);
    expect(Object.keys(classesIn(s3))).toEqual(['other/a']);
  }));

describe('objects below 128 KB', () => {
  const Transitions = [{ Days: 1, StorageClass: 'GLACIER' as const }];
  const Expiration = { Days: 1000 };
  const moved = { large: 'GLACIER', small: 'GLACIER' };
  const stayed = { large: 'GLACIER', small: 'STANDARD' };

  test.each<[string, Partial<LifecycleRule>, object, object]>([
    ['stay where they are', {}, {}, stayed],
    ['move where a rule names their size', { Filter: { ObjectSizeGreaterThan: 1 } }, {}, moved],
    [
      'move where the bucket says so',
      {},
      { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' },
      moved,
    ],
    [
      'stay out of classes that never took them',
      { Transitions: [{ Days: 1, StorageClass: 'GLACIER_IR' }] },
      { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' },
      { large: 'GLACIER_IR', small: 'STANDARD' },
    ],
  ])('%s', (_, rule, more, expected) =>
    withS3(async (s3, client) => {
      await rules(client, { Expiration, Transitions, ...rule }, more);
      await put(client, 'large', 128 * kilo);
      await put(client, 'small', 128 * kilo - 1);
      s3.advance(3);
      expect(classesIn(s3)).toEqual(expected);
    }),
  );
});

test('who leaves a class early pays for the rest', () =>
  withS3(async (s3, client) => {
    const Transitions = [
      { Days: 10, StorageClass: 'GLACIER' as const },
      { Days: 40, StorageClass: 'DEEP_ARCHIVE' as const },
    ];
    await rules(client, { Transitions, Expiration: { Days: 250 } });
    await put(client, 'a');
    const events = s3.advance(260);
    expect(events.map(({ did, to, paidFor }) => [did, to, paidFor])).toEqual([
      ['moved', 'GLACIER', 0],
      ['moved', 'DEEP_ARCHIVE', 60],
      ['removed', undefined, 0],
    ]);
  }));

test('with versions, what expires is hidden first, then gone, and so is its mark', () =>
  withS3(async (s3, client) => {
    await keep(client);
    await client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            { ...good, NoncurrentVersionExpiration: { NoncurrentDays: 5 } },
            { ...good, ID: 'marks', Expiration: { ExpiredObjectDeleteMarker: true } },
          ],
        },
      }),
    );
    await put(client, 'a');
    const did = s3.advance(20).map(({ did }) => did);
    expect(did).toEqual(['expired', 'removed', 'removed-marker']);
    expect(s3.versions(Bucket)).toEqual([]);
  }));

test('noncurrent versions move by their own days', () =>
  withS3(async (s3, client) => {
    await keep(client);
    const NoncurrentVersionTransitions = [{ NoncurrentDays: 3, StorageClass: 'GLACIER' as const }];
    await rules(client, { Expiration: { Days: 100 }, NoncurrentVersionTransitions });
    await put(client, 'a');
    s3.advance(20);
    await put(client, 'a');
    s3.advance(5);
    expect(s3.versions(Bucket).map(({ storageClass }) => storageClass)).toEqual(['STANDARD', 'GLACIER']);
  }));

test('uploads that were broken off go', () =>
  withS3(async (s3, client) => {
    await rules(client, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } });
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
    expect(s3.advance(1.5)).toEqual([]);
    expect(s3.advance(2).map(({ did }) => did)).toEqual(['aborted']);
  }));

test('a lock is stronger than a rule', () =>
  withS3(async (s3, client) => {
    const bucket = await lockedBucket(client, 30);
    await rules(client, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } }, {}, bucket);
    await put(client, 'a', kilo, bucket);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a' }));
    s3.advance(29);
    expect(s3.versions(bucket).filter(({ deleteMarker }) => !deleteMarker)).toHaveLength(1);
    s3.advance(5);
    expect(s3.versions(bucket).filter(({ deleteMarker }) => !deleteMarker)).toEqual([]);
  }));

test('gives back the rules that it took', () =>
  withS3(async (_, client) => {
    const get = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(await refusal(get())).toBe('404 NoSuchLifecycleConfiguration');
    await rules(client, {});
    expect(await get()).toMatchObject({
      Rules: [good],
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    });
  }));

test.each<[string, Partial<LifecycleRule>, string]>([
  ['nothing to do', { Expiration: undefined }, '400 MalformedXML'],
  ['no filter', { Filter: undefined }, '400 MalformedXML'],
  ['days of 0', { Expiration: { Days: 0 } }, '400 InvalidArgument'],
  ['an end before a move', { Transitions: [{ Days: 10, StorageClass: 'GLACIER' }] }, '400 InvalidArgument'],
  [
    'a move to STANDARD_IA before 30 days',
    { Expiration: { Days: 99 }, Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] },
    '400 InvalidArgument',
  ],
  [
    'a way back',
    {
      Expiration: { Days: 99 },
      Transitions: [
        { Days: 10, StorageClass: 'DEEP_ARCHIVE' },
        { Days: 20, StorageClass: 'GLACIER' },
      ],
    },
    '400 InvalidArgument',
  ],
  [
    'two moves on one day',
    {
      Expiration: { Days: 99 },
      Transitions: [
        { Days: 10, StorageClass: 'GLACIER' },
        { Days: 10, StorageClass: 'DEEP_ARCHIVE' },
      ],
    },
    '400 InvalidArgument',
  ],
  [
    'marks and days together',
    { Expiration: { Days: 3, ExpiredObjectDeleteMarker: true } },
    '400 MalformedXML',
  ],
])('refuses a rule with %s', (_, rule, error) =>
  withS3(async (_s3, client) => {
    expect(await refusal(rules(client, rule))).toBe(error);
  }),
);
