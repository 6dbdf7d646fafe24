import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { day } from '../s3/clock.ts';
import type { S3 } from '../s3/server.ts';
import { Bucket, encrypted, prefix, put, shown, tag, withBucket, type Made } from './bucket.ts';

/** A moment as names of backups have it. */
const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

type Folder = 'dumps' | 'base' | 'verified';

/** Puts a backup as the scripts do: files, then the manifest, then the mark on those of the three before it that have none. */
async function backUp({ s3 }: Pick<Made, 's3'>, client: S3Client, folder: Folder): Promise<string> {
  const id = `${stamp(s3.clock.now())}-x7k2p`;
  for (const file of ['data.gz', 'manifest.json']) await put(client, `${folder}/${id}/${file}`);
  const before = idsIn(s3, folder).filter((other) => other < id);
  const older = before
    .slice(-3)
    .flatMap((other) => [`${folder}/${other}/data.gz`, `${folder}/${other}/manifest.json`]);
  const marked = new Set(
    s3.objects(Bucket).flatMap(({ key, tags }) => (tags?.superseded === 'true' ? [key] : [])),
  );
  for (const path of older) if (!marked.has(`${prefix}/${path}`)) await tag(client, path);
  return id;
}

const idsIn = (s3: S3, folder: string): string[] =>
  shown(s3, folder).flatMap((path) => (path.endsWith('/manifest.json') ? [path.split('/')[1] ?? ''] : []));

/** Days from a backup to now, by its name. */
const age = (s3: S3, id: string): number =>
  (s3.clock.now() -
    Date.parse(id.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z.*$/, '$1-$2-$3T$4:$5:$6Z'))) /
  day;

/** Does something every so many days, from now on. */
async function every(s3: S3, days: number, until: number, doing: () => Promise<unknown>): Promise<void> {
  for (let at = 0; at < until; at += days) {
    await doing();
    s3.advance(days);
  }
}

test('dumps every six hours: those of 31 days are there, and what is older is gone for good a week later', () =>
  withBucket(async ({ s3, writer }) => {
    await every(s3, 0.25, 70, () => backUp({ s3 }, writer, 'dumps'));
    const ages = idsIn(s3, 'dumps').map((id) => age(s3, id));
    // A rule is due at the midnight after its days.
    expect(Math.max(...ages)).toBeGreaterThan(31);
    expect(Math.max(...ages)).toBeLessThanOrEqual(32);
    expect(ages.filter((days) => days < 30.1)).toHaveLength(30 * 4);
    const oldest = Math.min(
      ...s3.versions(Bucket).flatMap(({ deleteMarker, created }) => (deleteMarker ? [] : [created])),
    );
    expect((s3.clock.now() - oldest) / day).toBeLessThanOrEqual(31 + 1 + 7 + 1);
    // No mark is left with nothing below it but those of the last night.
    const marks = s3.versions(Bucket).filter((one) => one.deleteMarker);
    expect(marks.every(({ created }) => s3.clock.now() - created < 10 * day)).toBe(true);
  }));

test('backups that stop keep the newest dump, the newest copy and the newest proof for ever', () =>
  withBucket(async ({ s3, writer, checker }) => {
    for (let week = 0; week < 6; week++) {
      await backUp({ s3 }, writer, 'dumps');
      await backUp({ s3 }, writer, 'base');
      await backUp({ s3 }, checker, 'verified');
      s3.advance(7);
    }
    const last = await backUp({ s3 }, writer, 'dumps');
    s3.advance(200);
    expect(idsIn(s3, 'dumps')).toEqual([last]);
    expect(idsIn(s3, 'base')).toHaveLength(1);
    expect(idsIn(s3, 'verified')).toHaveLength(1);
    s3.advance(3000);
    expect(shown(s3, 'dumps')).toEqual([`dumps/${last}/data.gz`, `dumps/${last}/manifest.json`]);
    expect(idsIn(s3, 'verified')).toHaveLength(1);
  }));

test('a tag that failed is made up for by the next backup', () =>
  withBucket(async ({ s3, writer }) => {
    const untagged = `${stamp(s3.clock.now())}-x7k2p`;
    await put(writer, `dumps/${untagged}/manifest.json`);
    await put(writer, `dumps/${untagged}/data.gz`);
    s3.advance(0.25);
    await put(writer, `dumps/${stamp(s3.clock.now())}-x7k2p/manifest.json`);
    s3.advance(0.25);
    await backUp({ s3 }, writer, 'dumps').catch(() => undefined);
    s3.advance(40);
    expect(idsIn(s3, 'dumps')).not.toContain(untagged);
  }));

test('what is proven is there for 90 days, and a neighbour in the bucket for ever', () =>
  withBucket(async ({ s3, owner, checker }) => {
    const neighbour = `${prefix}-2/dumps/a`;
    await owner.send(
      new PutObjectCommand({
        ...{ Bucket, Key: neighbour, Body: 'x', ...encrypted },
        Tagging: 'superseded=true',
      }),
    );
    await every(s3, 7, 140, () => backUp({ s3 }, checker, 'verified'));
    const ages = idsIn(s3, 'verified').map((id) => Math.round(age(s3, id)));
    expect(Math.max(...ages)).toBe(84);
    expect(ages).toHaveLength(12);
    expect(s3.objects(Bucket).map(({ key }) => key)).toContain(neighbour);
  }));

test('results of checks are there for a year and a month', () =>
  withBucket(async ({ s3, checker }) => {
    await put(checker, 'checks/20260301T033000Z.json');
    s3.advance(399);
    expect(shown(s3, 'checks')).toHaveLength(1);
    s3.advance(2);
    expect(shown(s3, 'checks')).toHaveLength(0);
  }));

describe('whoever takes over the writer', () => {
  const id = '20260301T060000Z-x7k2p';
  const path = `dumps/${id}/database.sql.gz`;
  const versionsOf = (s3: S3) =>
    s3.versions(Bucket).filter(({ key, deleteMarker }) => key === `${prefix}/${path}` && !deleteMarker);

  test('and tags everything, takes nothing away before its days', () =>
    withBucket(async ({ s3, writer }) => {
      await put(writer, path);
      await tag(writer, path);
      s3.advance(31);
      expect(shown(s3, 'dumps')).toEqual([path]);
      s3.advance(7);
      // It is hidden by now, and there is still a week to see it.
      expect(versionsOf(s3)).toHaveLength(1);
    }));

  test('and writes over everything, leaves what was there for 30 days and at least a week', () =>
    withBucket(async ({ s3, writer, reader }) => {
      const { VersionId } = await put(writer, path, { Body: 'good' });
      await put(writer, path, { Body: 'noise' });
      const read = async () => {
        const got = await reader.send(new GetObjectCommand({ Bucket, Key: `${prefix}/${path}`, VersionId }));
        return got.Body?.transformToString();
      };
      s3.advance(29.9);
      expect(await read()).toBe('good');
      s3.advance(2);
      expect(versionsOf(s3).map(({ body }) => body.toString())).toEqual(['noise']);
    }));

  test('and writes over what is older than its lock, leaves a week', () =>
    withBucket(async ({ s3, writer }) => {
      await put(writer, path, { Body: 'the last one for a year' });
      s3.advance(365);
      await put(writer, path, { Body: 'noise' });
      s3.advance(6.9);
      expect(versionsOf(s3)).toHaveLength(2);
    }));

  test('and has a wrong clock, gains nothing: ages are those of S3', () =>
    withBucket(async ({ s3, writer }) => {
      const wrong = ['20190101T000000Z-x7k2p', '20990101T000000Z-x7k2p'].map(
        (name) => `dumps/${name}/manifest.json`,
      );
      for (const one of wrong) {
        await put(writer, one);
        await tag(writer, one);
      }
      s3.advance(30.5);
      expect(shown(s3, 'dumps')).toEqual(wrong);
      s3.advance(2);
      expect(shown(s3, 'dumps')).toEqual([]);
    }));
});

test('an upload that was broken off is not paid for longer than a day', () =>
  withBucket(async ({ s3, writer }) => {
    await writer.send(new CreateMultipartUploadCommand({ Bucket, Key: `${prefix}/dumps/a`, ...encrypted }));
    const did = s3.advance(2).map((event) => event.did);
    expect(did).toEqual(['aborted']);
  }));

test('more than a thousand objects expire and are listed as one does', () =>
  withBucket(async ({ s3, reader, writer }) => {
    await put(writer, 'wal/1/a.gz');
    const objects = s3.world.buckets.get(Bucket)?.objects;
    const [one] = s3.objects(Bucket);
    if (objects === undefined || one === undefined) throw new Error('Nothing was put.');
    for (let index = 1; index < 1100; index++) {
      const key = `${prefix}/wal/1/b${String(index).padStart(4, '0')}.gz`;
      objects.set(key, [{ ...one, key, id: String(index) }]);
    }
    const list = (more: object) =>
      reader.send(new ListObjectsV2Command({ Bucket, Prefix: `${prefix}/wal/`, ...more }));
    const first = await list({});
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect([first.KeyCount, second.KeyCount]).toEqual([1000, 100]);
    s3.advance(46);
    expect(shown(s3, 'wal')).toEqual([]);
    s3.advance(8);
    expect(s3.versions(Bucket)).toEqual([]);
  }));

describe('any moment of the last 30 days', () => {
  /** Days of one piece of the log. Real ones are of seconds: halves of days show the same. */
  const piece = 0.5;

  /** Which days have a copy, and which half days have a piece of the log: all counted from one beginning. */
  const found = (s3: S3, now: number) => ({
    copies: idsIn(s3, 'base').map((id) => Math.round((now - age(s3, id)) / piece) * piece),
    log: new Set(shown(s3, 'wal').map((path) => Number(path.slice('wal/'.length, -'.gz'.length)))),
  });

  /** Moments of the 30 days before now that no copy and its log lead to. */
  function lost(s3: S3, now: number): number[] {
    const { copies, log } = found(s3, now);
    const moments = Array.from({ length: 30 / piece }, (_, index) => now - (index + 1) * piece);
    const leads = (copy: number, moment: number) => {
      for (let at = copy; at <= moment; at += piece) if (!log.has(at)) return false;
      return copy <= moment;
    };
    return moments.filter((moment) => !copies.some((copy) => leads(copy, moment)));
  }

  /** Lives from the 25th day to the 70th: a copy in each night that is not missed, and the log throughout. @returns what is lost on the last of them */
  async function live({ s3, writer }: Made, missed: readonly number[]): Promise<number[]> {
    const all: number[] = [];
    for (let now = 25; now < 70; now += piece) {
      if (Number.isInteger(now) && !missed.includes(now)) await backUp({ s3 }, writer, 'base');
      await put(writer, `wal/${String(now)}.gz`);
      if (now >= 69) all.push(...lost(s3, now));
      s3.advance(piece);
    }
    return all;
  }

  test.each([
    ['with a copy every night', []],
    ['though two nights failed, where it is the oldest that is needed', [38, 39]],
    ['though there was none for the last two weeks', Array.from({ length: 15 }, (_, index) => 55 + index)],
  ])('can be recovered, %s', (_, missed) =>
    withBucket(async (made) => {
      expect(await live(made, missed)).toEqual([]);
    }),
  );

  test('cannot, where four nights failed', () =>
    withBucket(async (made) => {
      expect(await live(made, [36, 37, 38, 39])).toEqual([39.5, 39, 39.5]);
    }));
});
