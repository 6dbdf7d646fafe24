import {
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type LifecycleRule,
  type S3Client,
  type Tag,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, caller, clientOf, lockedBucket, refusal, withS3 } from './good.ts';

const Key = 'a';
const superseded = { Key: 'superseded', Value: 'true' };
const put = (client: S3Client, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
const tag = (client: S3Client, TagSet: Tag[], more: object = {}) =>
  client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet }, ...more }));
const tagsOf = async (client: S3Client, more: object = {}) =>
  (await client.send(new GetObjectTaggingCommand({ Bucket, Key, ...more }))).TagSet;

test('tags come with an object, are replaced together, and go', () =>
  withS3(async (_, client) => {
    await put(client, { Tagging: 'one=1&two=a%20b' });
    expect(await tagsOf(client)).toEqual([
      { Key: 'one', Value: '1' },
      { Key: 'two', Value: 'a b' },
    ]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect([got.TagCount, got.Metadata]).toEqual([2, {}]);
    await tag(client, [superseded]);
    expect(await tagsOf(client)).toEqual([superseded]);
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await tagsOf(client)).toEqual([]);
  }));

test('what is locked can be tagged, and another version has tags of its own', () =>
  withS3(async (_, client) => {
    const locked = { Bucket: await lockedBucket(client, 30) };
    const digest = { ChecksumAlgorithm: 'SHA256' };
    const { VersionId } = await put(client, { ...locked, ...digest });
    await tag(client, [superseded], locked);
    await put(client, { ...locked, ...digest });
    expect(await tagsOf(client, locked)).toEqual([]);
    expect(await tagsOf(client, { ...locked, VersionId })).toEqual([superseded]);
  }));

test.each<[string, Tag[], string]>([
  ['eleven', Array.from({ length: 11 }, (_, n) => ({ Key: String(n), Value: '' })), '400 BadRequest'],
  ['two of one name', [superseded, superseded], '400 InvalidTag'],
  ['a name of AWS', [{ Key: 'aws:x', Value: '' }], '400 InvalidTag'],
  ['a long name', [{ Key: 'x'.repeat(129), Value: '' }], '400 InvalidTag'],
  ['a long value', [{ Key: 'x', Value: 'x'.repeat(257) }], '400 InvalidTag'],
])('refuses %s', (_, tags, error) =>
  withS3(async (_s3, client) => {
    await put(client);
    expect(await refusal(tag(client, tags))).toBe(error);
  }),
);

test('a caller may be held to one tag, however it brings it', () => {
  const only = {
    StringEquals: { 's3:RequestObjectTag/superseded': 'true' },
    'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['superseded'] },
  };
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const Statement = [
    { Effect: 'Allow', Action: 's3:PutObject', Resource },
    { Effect: 'Allow', Action: 's3:PutObjectTagging', Resource, Condition: only },
  ];
  const writer = caller('WRITER', { Version: '2012-10-17', Statement });
  return withS3(
    async (s3) => {
      const client = clientOf(s3, writer);
      await put(client);
      const other = { Key: 'other', Value: 'true' };
      expect(await refusal(tag(client, [superseded]))).toBe('nothing was refused');
      expect(await refusal(tag(client, [{ ...superseded, Value: 'false' }]))).toBe('403 AccessDenied');
      expect(await refusal(tag(client, [superseded, other]))).toBe('403 AccessDenied');
      expect(await refusal(tag(client, []))).toBe('403 AccessDenied');
      // A version that is named takes a right of its own.
      expect(await refusal(tag(client, [superseded], { VersionId: 'null' }))).toBe('403 AccessDenied');
      expect(await refusal(client.send(new DeleteObjectTaggingCommand({ Bucket, Key })))).toBe(
        '403 AccessDenied',
      );
      expect(await refusal(put(client, { Tagging: 'superseded=true' }))).toBe('nothing was refused');
      expect(await refusal(put(client, { Tagging: 'other=true' }))).toBe('403 AccessDenied');
    },
    { callers: [writer] },
  );
});

const rules = (client: S3Client, rule: Partial<LifecycleRule>) =>
  client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [{ ID: 'one', Status: 'Enabled', Filter: { Tag: superseded }, ...rule }],
      },
    }),
  );

test.each<[string, LifecycleRule['Filter'], string[]]>([
  ['a tag', { Tag: superseded }, ['dumps/new', 'other/new']],
  [
    'a tag and a prefix',
    { And: { Prefix: 'dumps/', Tags: [superseded] } },
    ['dumps/new', 'other/new', 'other/old'],
  ],
  [
    'two tags',
    { And: { Tags: [superseded, { Key: 'b', Value: '' }] } },
    ['dumps/new', 'dumps/old', 'other/new', 'other/old'],
  ],
])('a rule of %s is about what has it, by the age of the object and not of the tag', (_, Filter, kept) =>
  withS3(async (s3, client) => {
    await rules(client, { Filter, Expiration: { Days: 10 } });
    for (const Key of ['dumps/new', 'dumps/old', 'other/new', 'other/old']) await put(client, { Key });
    s3.advance(20);
    expect(s3.objects(Bucket)).toHaveLength(4);
    for (const Key of ['dumps/old', 'other/old']) await tag(client, [superseded], { Key });
    s3.advance(1);
    expect(s3.objects(Bucket).map(({ key }) => key)).toEqual(kept);
  }),
);

test.each<[string, Partial<LifecycleRule>]>([
  ['uploads that were broken off', { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
  ['marks', { Expiration: { ExpiredObjectDeleteMarker: true } }],
])('refuses a rule of tags for %s, which have none', (_, rule) =>
  withS3(async (_s3, client) => {
    expect(await refusal(rules(client, rule))).toBe('400 InvalidRequest');
  }),
);
