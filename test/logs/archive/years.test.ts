import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  RestoreObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { refusal } from '../../s3/good.ts';
import { archive, withBucket, write, written } from './good.ts';

const { bucket: Bucket } = archive;
const Key = 'production/a.txt.gz';
const get = (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key }));
const classes = (versions: readonly { storageClass: string }[]) =>
  versions.map(({ storageClass }) => storageClass);

test('an object lives for 7 years: at hand, in Glacier, in Deep Archive, and then it is gone without a trace', () =>
  withBucket(async ({ s3, writer, reader }) => {
    s3.clock.set(new Date('2026-03-01T10:00:00Z'));
    await write(writer);
    const at = (day: number) =>
      s3.advance(day - (s3.clock.now() - Date.parse('2026-03-01T10:00:00Z')) / 86_400_000);
    const now = () => classes(s3.objects(Bucket));
    at(90);
    expect(now()).toEqual(['STANDARD']);
    expect((await get(reader)).ContentLength).toBe(300_000);
    at(91);
    expect(now()).toEqual(['GLACIER']);
    expect(await refusal(get(reader))).toBe('403 InvalidObjectState');
    at(365);
    expect(now()).toEqual(['GLACIER']);
    at(366);
    expect(now()).toEqual(['DEEP_ARCHIVE']);
    at(2556);
    expect(now()).toEqual(['DEEP_ARCHIVE']);
    at(2557.5);
    expect(now()).toEqual(['DEEP_ARCHIVE']);
    at(2558);
    expect(now()).toEqual([]);
    expect(s3.versions(Bucket)).toHaveLength(2);
    at(2561);
    expect(s3.versions(Bucket)).toEqual([]);
  }));

test('nothing is paid for that is not used: no object leaves a class early', () =>
  withBucket(async ({ s3, writer }) => {
    await write(writer);
    const events = s3.advance(2565);
    expect(events.map(({ did, to, paidFor = 0 }) => [did, to, paidFor])).toEqual([
      ['moved', 'GLACIER', 0],
      ['moved', 'DEEP_ARCHIVE', 0],
      ['expired', undefined, 0],
      ['removed', undefined, 0],
      ['removed-marker', undefined, 0],
    ]);
  }));

test('a small object stays at hand, and goes with the others', () =>
  withBucket(async ({ s3, writer }) => {
    await write(writer, Key, 131_071);
    await write(writer, 'production/b.txt.gz', 131_072);
    s3.advance(2556);
    expect(classes(s3.objects(Bucket))).toEqual(['STANDARD', 'DEEP_ARCHIVE']);
    s3.advance(5);
    expect(s3.versions(Bucket)).toEqual([]);
  }));

test.each([
  [100, 'GLACIER', 5],
  [400, 'DEEP_ARCHIVE', 12],
])(
  'whoever looks something up after %d days has it brought back from %s in %d hours',
  (day, storageClass, hours) =>
    withBucket(async ({ s3, writer, reader }) => {
      await write(writer);
      s3.advance(day);
      expect(classes(s3.objects(Bucket))).toEqual([storageClass]);
      const RestoreRequest = { Days: 3, GlacierJobParameters: { Tier: 'Standard' as const } };
      await reader.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest }));
      s3.advance((hours - 0.1) / 24);
      expect(await refusal(get(reader))).toBe('403 InvalidObjectState');
      s3.advance(0.2 / 24);
      expect((await get(reader)).ContentLength).toBe(300_000);
    }),
);

test('nobody deletes: not the collector, not the owner, and not whoever takes the denial out of the policy', () =>
  withBucket(async ({ s3, owner, writer, reader, other }) => {
    const VersionId = await write(writer);
    const remove = (client: S3Client, more: object) =>
      refusal(client.send(new DeleteObjectCommand({ Bucket, Key, ...more })));
    for (const client of [owner, writer, reader, other]) {
      for (const more of [{}, { VersionId }, { VersionId, BypassGovernanceRetention: true }]) {
        expect(await remove(client, more)).toBe('403 AccessDenied');
      }
    }
    const { Version, Statement } = written('bucket-policy') as {
      Version: string;
      Statement: { Sid: string }[];
    };
    const without = { Version, Statement: Statement.filter(({ Sid }) => Sid !== 'NobodyDeletes') };
    await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(without) }));
    expect(await remove(owner, { VersionId })).toBe('403 AccessDenied');
    s3.advance(2556);
    expect(await remove(owner, { VersionId })).toBe('403 AccessDenied');
    // The second of two steps, which GOVERNANCE leaves open to whoever has the right.
    expect(await remove(owner, { VersionId, BypassGovernanceRetention: true })).toBe('nothing was refused');
  }));

test('nobody deletes what is no longer locked either: that is left to the rules', () =>
  withBucket(async ({ s3, writer, owner, other }) => {
    const VersionId = await write(writer);
    s3.clock.set(new Date(s3.clock.now() + 2558 * 86_400_000));
    for (const client of [owner, other]) {
      for (const more of [{}, { VersionId }]) {
        const asked = client.send(new DeleteObjectCommand({ Bucket, Key, ...more }));
        expect(await refusal(asked)).toBe('403 AccessDenied');
      }
    }
    s3.advance(3);
    expect(s3.versions(Bucket)).toEqual([]);
  }));

test('what is written over stays as long as what is written', () =>
  withBucket(async ({ s3, writer }) => {
    await write(writer);
    await write(writer);
    s3.advance(2556);
    expect(s3.versions(Bucket)).toHaveLength(2);
    s3.advance(5);
    expect(s3.versions(Bucket)).toEqual([]);
  }));
