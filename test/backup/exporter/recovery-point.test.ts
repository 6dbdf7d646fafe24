import { afterEach, describe, expect, test } from 'vitest';
import { chunkKey } from '../../../src/backup/wal/chunk.ts';
import { chunk, config, later } from '../made-up.ts';
import { noon, seconds, TestBucket } from './bucket.ts';
import { startRds } from './rds.ts';

let bucket: TestBucket;
afterEach(() => bucket.s3.stop());

const point = () => bucket.value('recoveryPoint');

describe('with the receiver', () => {
  async function start(): Promise<void> {
    bucket = await TestBucket.start({ pointInTime: 'receiver' });
    await bucket.base();
    await bucket.chunk();
  }

  test('is the end of the unbroken log', async () => {
    await start();
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:05:00Z'));
  });

  test('moves on with each piece, of which only the new ones are listed', async () => {
    await start();
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    const asked = await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:05:00Z'));
    const lists = asked.filter((one) => one.includes('%2Fwal%2F'));
    expect(lists).toHaveLength(1);
    expect(lists[0]).toMatch(/start-after=[^&]*000000010000000000000003%2F/);
  });

  test('stays before a gap, which is told, and moves on when it is filled', async () => {
    await start();
    await bucket.chunk(later(2, '2026-03-07T12:10:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    await bucket.look();
    expect(bucket.said.join()).toContain('The log has a gap on timeline 1 from 0/4000000 to 0/5000000.');
    await bucket.look();
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:10:00Z'));
    await bucket.look();
    expect(bucket.said.at(-1)).toBe('The recovery point moves on.');
  });

  test('sees a piece that comes after the one behind it, as parallel uploads do', async () => {
    await start();
    await bucket.look();
    await bucket.chunk(later(2, '2026-03-07T12:10:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    await bucket.chunk(later(4, '2026-03-07T12:20:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:10:00Z'));
    await bucket.chunk(later(3, '2026-03-07T12:15:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:20:00Z'));
  });

  test('is that of a new base after a gap', async () => {
    await start();
    await bucket.chunk(later(2, '2026-03-07T12:10:00Z'));
    await bucket.look();
    const wal = { timeline: 1, start: '0/5000028', end: '0/5000138' };
    const times = { startedAt: '2026-03-07T12:09:00Z', finishedAt: '2026-03-07T12:09:30Z' };
    await bucket.base({ id: '20260307T120900Z-again', ...times, wal });
    await bucket.look(600);
    expect(await point()).toBe(seconds('2026-03-07T12:10:00Z'));
  });

  test('goes on on a new timeline, whose history comes after its first piece', async () => {
    await start();
    await bucket.look();
    const next = {
      timeline: 2,
      segment: '000000020000000000000004',
      time: Date.parse('2026-03-07T12:05:00Z'),
    };
    await bucket.chunk(chunk(next));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    const history = { system: chunk().system, timeline: 2, parent: 1, at: '0/4000000' };
    await bucket.history(history, '2026-03-07T12:05:10Z');
    await bucket.chunk(
      chunk({ ...next, segment: '000000020000000000000005', time: Date.parse('2026-03-07T12:06:00Z') }),
    );
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:06:00Z'));
  });

  test('tells of no gap that the next look does not see: it was an upload under way', async () => {
    await start();
    await bucket.chunk(later(2, '2026-03-07T12:10:00Z'));
    await bucket.look();
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    await bucket.look();
    expect(bucket.said).toEqual(['Bucket a-bucket can be read.']);
  });

  test('is never later than S3 had what it is made of, whatever a clock or somebody else wrote into a name', async () => {
    await start();
    const times = { startedAt: '2099-01-01T00:00:00Z', finishedAt: '2026-03-07T11:00:00Z' };
    await bucket.base({ id: '20990101T000000Z-ahead', ...times });
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    const name = chunkKey('', later(1, '2099-01-01T00:00:00Z')).slice(1);
    await bucket.put(name, 'a piece', '2026-03-07T12:05:00Z');
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:05:00Z'));
  });

  test('of another server is none of this one', async () => {
    await start();
    await bucket.chunk({ ...later(1, '2026-03-07T12:05:00Z'), system: '1' });
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
  });

  test('is nothing without a base, and is told', async () => {
    bucket = await TestBucket.start({ pointInTime: 'receiver' });
    await bucket.chunk();
    await bucket.look();
    expect(await point()).toBeUndefined();
    await bucket.look();
    expect(bucket.said).toContain('There is no base backup, without which the log restores nothing.');
  });

  test('stays what it was while S3 does not answer', async () => {
    await start();
    await bucket.look();
    bucket.deny('s3:ListBucket');
    await bucket.chunk(later(1, '2026-03-07T12:05:00Z'));
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
  });
});

describe('with CloudNativePG', () => {
  const wal = (cluster: string, segment: string, at: string) =>
    bucket.put(`cnpg/${cluster}/wals/0000000100000000/${segment}.gz`, 'log', at);

  test('is when the newest segment came', async () => {
    bucket = await TestBucket.start({ pointInTime: 'cnpg' });
    await wal('db', '000000010000000000000003', '2026-03-07T11:50:00Z');
    await wal('db', '000000010000000000000004', '2026-03-07T11:55:00Z');
    await bucket.put('cnpg/db/base/20260307T115900/data.tar.gz', 'no log', '2026-03-07T11:59:00Z');
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T11:55:00Z'));
    await wal('db', '000000010000000000000005', '2026-03-07T12:00:00Z');
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
  });

  test('goes on with a restored cluster, whose name sorts before', async () => {
    bucket = await TestBucket.start({ pointInTime: 'cnpg' });
    await wal('db', '000000010000000000000009', '2026-03-07T11:50:00Z');
    await bucket.look();
    await wal('db-2', '000000010000000000000003', '2026-03-07T12:00:00Z');
    await bucket.look(600);
    expect(await point()).toBe(seconds('2026-03-07T12:00:00Z'));
    await wal('db-2', '000000010000000000000004', '2026-03-07T12:10:00Z');
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T12:10:00Z'));
  });

  test('is nothing where nothing is archived', async () => {
    bucket = await TestBucket.start({ pointInTime: 'cnpg' });
    await bucket.look();
    expect(await point()).toBeUndefined();
    await bucket.look();
    expect(bucket.said).toContain('CloudNativePG has archived no log below cnpg/ in the bucket.');
  });
});

describe('with RDS', () => {
  async function start(rds: Awaited<ReturnType<typeof startRds>>): Promise<void> {
    const { database } = config('');
    const credentials = { accessKeyId: 'READER', secretAccessKey: 'secret of READER' };
    const client = {
      endpoint: rds.url,
      credentials,
      maxAttempts: 1,
      requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
    };
    bucket = await TestBucket.start(
      { pointInTime: 'rds', database: { ...database, instance: 'db-1' } },
      { rds: client },
    );
  }

  test('is what AWS says of the instance', async () => {
    await using rds = await startRds({ 'db-1': '2026-03-07T11:57:00Z' });
    await start(rds);
    await bucket.look();
    expect(await point()).toBe(seconds('2026-03-07T11:57:00Z'));
  });

  test('is nothing of an instance without automated backups, and is told', async () => {
    await using rds = await startRds({ 'db-1': undefined });
    await start(rds);
    await bucket.look();
    expect(await point()).toBeUndefined();
    await bucket.look();
    expect(bucket.said).toContain('RDS cannot restore db-1 to any moment: are its automated backups on?');
  });

  test.each([
    ['knows no such instance', {}, 'there is no such instance in this region'],
    ['denies', { denies: true }, 'access is denied: the role needs rds:DescribeDBInstances'],
    ['does not answer', { hangs: true }, 'it gave no answer in time'],
  ])('that %s is told, and says nothing of the bucket', async (_, fault, why) => {
    await using rds = await startRds({}, fault);
    await start(rds);
    await bucket.look();
    await bucket.look();
    expect(bucket.said).toContain(`RDS did not tell of db-1: ${why}.`);
    expect(await bucket.value('repositoryUp')).toBe(1);
  });
});

test('without any is what the newest dump shows', async () => {
  bucket = await TestBucket.start({ pointInTime: 'none' });
  await bucket.look();
  expect(await point()).toBeUndefined();
  await bucket.dump();
  await bucket.look();
  expect(await point()).toBe(seconds('2026-03-07T06:00:01Z'));
  expect(bucket.at).toBe(noon + 60_000);
});
