import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, withS3 } from './good.ts';

async function put(client: S3Client, keys: readonly string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
}

test('gives pages in the order of bytes, each key once', () =>
  withS3(async (_, client) => {
    const keys = ['a/1', 'a/2', 'B', 'a/10', 'ä', 'z', 'a'];
    await put(client, keys);
    const found: string[] = [];
    let pages = 0;
    for await (const { Contents = [] } of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket })) {
      pages += 1;
      found.push(...Contents.map(({ Key = '' }) => Key));
    }
    expect(found).toEqual(['B', 'a', 'a/1', 'a/10', 'a/2', 'z', 'ä']);
    expect(pages).toBe(4);
  }));

test('groups by a delimiter, over pages too', () =>
  withS3(async (_, client) => {
    await put(client, ['logs/day=1/a', 'logs/day=1/b', 'logs/day=2/a', 'logs/top', 'other']);
    const list = async (more: object) => {
      const {
        CommonPrefixes = [],
        Contents = [],
        IsTruncated,
        NextContinuationToken,
      } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'logs/', Delimiter: '/', ...more }));
      const names = [...CommonPrefixes.map(({ Prefix }) => Prefix), ...Contents.map(({ Key }) => Key)];
      return { names, IsTruncated, NextContinuationToken };
    };
    expect((await list({})).names).toEqual(['logs/day=1/', 'logs/day=2/', 'logs/top']);
    const first = await list({ MaxKeys: 1 });
    expect(first).toMatchObject({ names: ['logs/day=1/'], IsTruncated: true });
    const ContinuationToken = first.NextContinuationToken;
    expect((await list({ MaxKeys: 1, ContinuationToken })).names).toEqual(['logs/day=2/']);
  }));

test('begins after a key', () =>
  withS3(async (_, client) => {
    await put(client, ['a', 'b', 'c']);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'a' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  }));

test('shows versions and marks, which the other list hides', () =>
  withS3(async (_, client) => {
    await client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await put(client, ['a', 'a', 'b']);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    expect(Versions.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
      ['a', true],
      ['a', false],
      ['b', false],
    ]);
    expect(DeleteMarkers.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['b', true]]);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a']);
  }));

test('deletes many at once', () =>
  withS3(async (s3, client) => {
    await put(client, ['a', 'b', 'c']);
    const Objects = ['a', 'c', 'never there'].map((Key) => ({ Key }));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(3);
    expect(Errors).toBeUndefined();
    expect(s3.objects(Bucket).map(({ key }) => key)).toEqual(['b']);
  }));
