import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backupMetrics } from '../../../src/metrics/backup.ts';
import { dump } from '../made-up.ts';
import { file, noon, otherKey, seconds, TestBucket } from './bucket.ts';

let bucket: TestBucket;
beforeEach(async () => {
  bucket = await TestBucket.start();
});
afterEach(() => bucket.s3.stop());

/** A bucket in which everything is as it should be. */
async function good(): Promise<void> {
  await bucket.dump({
    id: '20260307T000000Z-first',
    snapshotAt: '2026-03-07T00:00:01Z',
    finishedAt: '2026-03-07T00:04:00Z',
  });
  await bucket.dump();
  await bucket.dump({ finishedAt: '2026-03-07T07:00:00Z' }, 'verified');
  await bucket.check();
  await bucket.base();
  await bucket.chunk();
}

const damaged = (problem: string, kind = 'dump') => bucket.value('damaged', { kind, problem });

test('exports what the contract promises, and nothing else, with the namespace of the database', async () => {
  await good();
  await bucket.look();
  const text = await bucket.registry.metrics();
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const promised = Object.values(backupMetrics).map(({ name }) => name);
  expect(names.sort()).toEqual([...promised].sort());
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(series.filter((line) => !line.includes('namespace="fraiseql"'))).toEqual([]);
  expect(new Set(series.map((line) => line.replace(/\{.*/, '')))).toEqual(new Set(promised));
});

test('tells the newest and the oldest dump, when S3 had them, and how big they are', async () => {
  await good();
  await bucket.look();
  expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
  expect(await bucket.value('oldest', { kind: 'dump' })).toBe(seconds('2026-03-07T00:00:01Z'));
  expect(await bucket.value('newest', { kind: 'dump' })).toBe(seconds('2026-03-07T06:00:01Z'));
  expect(await bucket.value('newestStored', { kind: 'dump' })).toBe(seconds('2026-03-07T06:04:00Z'));
  expect(await bucket.value('bytes', { kind: 'dump' })).toBe(8);
  expect(await bucket.value('databaseBytes')).toBe(6_000_000_000);
  expect(await bucket.value('repositoryUp')).toBe(1);
  expect(await bucket.value('lastRead')).toBe(noon / 1000 + 30);
});

test('tells the newest base backup, and what is verified', async () => {
  await good();
  await bucket.look();
  expect(await bucket.value('newest', { kind: 'base' })).toBe(seconds('2026-03-07T02:00:00Z'));
  expect(await bucket.value('newestStored', { kind: 'base' })).toBe(seconds('2026-03-07T02:05:00Z'));
  expect(await bucket.value('newest', { kind: 'verified' })).toBe(seconds('2026-03-07T06:00:01Z'));
  expect(await bucket.value('lastCheck')).toBe(seconds('2026-03-07T07:00:00Z'));
  expect(await bucket.value('restoreSeconds', { stage: 'restore' })).toBe(120);
  expect(await bucket.value('restoredBytes')).toBe(6_000_000_000);
});

describe('a check', () => {
  test('whose dump is not kept as verified does not count', async () => {
    await bucket.dump();
    await bucket.check();
    await bucket.look();
    expect(await bucket.value('lastCheck')).toBe(0);
    expect(await bucket.value('restoreSeconds')).toBeUndefined();
  });

  test('of a dump that was checked before counts again', async () => {
    await good();
    await bucket.check({ checkedAt: '2026-03-07T11:00:00Z', seconds: { restore: 99 } });
    await bucket.look();
    expect(await bucket.value('lastCheck')).toBe(seconds('2026-03-07T11:00:00Z'));
    expect(await bucket.value('restoreSeconds')).toBe(99);
  });
});

describe('an empty bucket', () => {
  test('can be read, and holds nothing', async () => {
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(1);
    for (const kind of ['dump', 'verified', 'base']) {
      expect(await bucket.value('newestStored', { kind })).toBe(0);
      expect(await bucket.value('backups', { kind })).toBe(0);
    }
    expect(await bucket.value('recoveryPoint')).toBeUndefined();
  });

  test('of which everything has expired is told at once', async () => {
    await good();
    await bucket.look();
    for (const { key } of bucket.s3.objects('a-bucket'))
      await bucket.delete(key.slice('backups/production/'.length));
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(0);
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(1);
    expect(await bucket.value('newestStored', { kind: 'dump' })).toBe(0);
    expect(await bucket.value('lastCheck')).toBe(0);
  });
});

describe('what is no backup', () => {
  test('is a dump without a manifest, however new', async () => {
    await good();
    await bucket.put('dumps/20260307T110000Z-x/database.sql.gz', 'half', '2026-03-07T11:00:00Z');
    await bucket.look();
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
    expect(await bucket.value('newestStored', { kind: 'dump' })).toBe(seconds('2026-03-07T06:04:00Z'));
  });

  test.each([
    'dumps/zz-notes.txt',
    'dumps/latest/manifest.json',
    'dumps/20269999T000000/manifest.json',
    'notes/manifest.json',
  ])('is %s', async (name) => {
    await good();
    await bucket.put(name, JSON.stringify(dump()), '2026-03-07T11:00:00Z');
    await bucket.look();
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
    expect(await damaged('manifest')).toBe(0);
  });

  test.each([
    ['is empty', ''],
    ['was cut off', JSON.stringify(dump()).slice(0, 200)],
    ['is that of another backup', JSON.stringify(dump())],
  ])('is one whose manifest %s, and that is told', async (_, text) => {
    await good();
    await bucket.put('dumps/20260307T110000Z-x/manifest.json', text, '2026-03-07T11:00:00Z');
    await bucket.look();
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
    expect(await damaged('manifest')).toBe(1);
    expect(bucket.said.join()).toContain('20260307T110000Z-x/manifest.json is');
  });
});

test('a pod whose clock is ahead makes no backup newer than S3 had it', async () => {
  await good();
  await bucket.dump({
    id: '20270101T000000Z-ahead',
    snapshotAt: '2027-01-01T00:00:00Z',
    finishedAt: '2026-03-07T11:00:00Z',
  });
  await bucket.look();
  expect(await bucket.value('newest', { kind: 'dump' })).toBe(seconds('2026-03-07T11:00:00Z'));
});

describe('the newest backup', () => {
  test('is whole', async () => {
    await good();
    await bucket.look();
    for (const problem of ['missing', 'size', 'key', 'manifest']) expect(await damaged(problem)).toBe(0);
  });

  test('lacks a file', async () => {
    await good();
    await bucket.delete('dumps/20260307T060000Z-x7k2p/database.sql.gz');
    await bucket.look();
    expect(await damaged('missing')).toBe(1);
    expect(await damaged('size')).toBe(0);
    expect(bucket.said).toContain(
      'The newest dump is damaged: backups/production/dumps/20260307T060000Z-x7k2p/database.sql.gz is missing.',
    );
  });

  test('has a file of another size', async () => {
    await bucket.dump();
    await bucket.put('dumps/20260307T060000Z-x7k2p/roles.sql', 'four', '2026-03-07T08:00:00Z');
    await bucket.look();
    expect(await damaged('size')).toBe(1);
  });

  test('has a file that another key encrypts', async () => {
    await bucket.dump();
    await bucket.put('dumps/20260307T060000Z-x7k2p/roles.sql', 'abc', '2026-03-07T08:00:00Z', otherKey);
    await bucket.look();
    expect(await damaged('key')).toBe(1);
    expect(bucket.said.join()).toContain(`is encrypted by ${otherKey} instead of`);
  });

  test('of the whole server lacks a file', async () => {
    await good();
    await bucket.delete('base/20260307T020000Z-b4s3q/base.tar.gz');
    await bucket.look();
    expect(await damaged('missing', 'base')).toBe(1);
    expect(await damaged('missing')).toBe(0);
  });

  test('is damaged after a look at which it was whole, and whole again', async () => {
    await good();
    await bucket.look();
    await bucket.delete('dumps/20260307T060000Z-x7k2p/roles.sql');
    await bucket.look();
    expect(await damaged('missing')).toBe(1);
    await bucket.put('dumps/20260307T060000Z-x7k2p/roles.sql', 'abc', '2026-03-07T13:00:00Z');
    await bucket.look();
    expect(await damaged('missing')).toBe(0);
    expect(bucket.said.at(-1)).toBe('The newest dump is whole.');
  });
});

describe('S3', () => {
  test.each([
    ['denies the list', 's3:ListBucket', /access is denied/],
    ['denies to read', 's3:GetObject', /access is denied/],
    ['no longer decrypts, as with a key that was disabled', 'kms:Decrypt', /KMS/],
  ])('%s: that is told, and what was known stays', async (_, action, why) => {
    await good();
    await bucket.look();
    bucket.deny(action);
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(0);
    expect(await bucket.value('lastRead')).toBe(noon / 1000 + 30);
    expect(await bucket.value('newestStored', { kind: 'dump' })).toBe(seconds('2026-03-07T06:04:00Z'));
    expect(bucket.said.at(-1)).toMatch(why);
    bucket.allowAgain();
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(1);
    expect(bucket.said.at(-1)).toBe('Bucket a-bucket can be read.');
  });

  test('refuses from the beginning: nothing is known, and said once', async () => {
    bucket.deny('s3:ListBucket');
    await bucket.look();
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(0);
    expect(await bucket.value('newestStored', { kind: 'dump' })).toBeUndefined();
    expect(bucket.said).toHaveLength(1);
  });

  test('answers with 500', async () => {
    await good();
    bucket.s3.faults.plan({ kind: 'internal-error', method: 'GET', times: 1 });
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(0);
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(1);
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
  });

  test('breaks off in the middle of a manifest', async () => {
    await good();
    bucket.s3.faults.plan({ kind: 'reset-answer', path: /manifest\.json/ });
    await bucket.look();
    expect(await bucket.value('repositoryUp')).toBe(0);
    await bucket.look();
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
  });
});

describe('a look', () => {
  test('lists what is new, and reads no manifest twice but the newest', async () => {
    await good();
    const first = await bucket.look();
    expect(first.filter((one) => one.includes('manifest.json'))).toHaveLength(4 + 3 + 3);
    const next = await bucket.look();
    expect(next.filter((one) => /^GET [^?]*manifest\.json/.test(one))).toHaveLength(3);
    const lists = next.filter((one) => one.includes('list-type=2'));
    expect(lists).toHaveLength(5);
    expect(lists.filter((one) => !one.includes('start-after'))).toEqual([]);
    expect(next).toHaveLength(5 + 3 + 3 + 5);
  });

  test('sees a new dump at once', async () => {
    await good();
    await bucket.look();
    await bucket.dump({
      id: '20260307T120000Z-new',
      snapshotAt: '2026-03-07T12:00:01Z',
      finishedAt: '2026-03-07T12:01:00Z',
    });
    await bucket.look(120);
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(3);
    expect(await bucket.value('newest', { kind: 'dump' })).toBe(seconds('2026-03-07T12:00:01Z'));
  });

  test('sees after ten minutes what has gone, and what came with an older name', async () => {
    await good();
    await bucket.look();
    await bucket.delete('dumps/20260307T000000Z-first/manifest.json');
    await bucket.dump({
      id: '20260306T230000Z-slow',
      snapshotAt: '2026-03-06T23:00:00Z',
      files: { 'a.gz': file(1) },
    });
    await bucket.look();
    expect(await bucket.value('oldest', { kind: 'dump' })).toBe(seconds('2026-03-07T00:00:01Z'));
    await bucket.look(600);
    expect(await bucket.value('oldest', { kind: 'dump' })).toBe(seconds('2026-03-06T23:00:00Z'));
    expect(await bucket.value('backups', { kind: 'dump' })).toBe(2);
  });
});
