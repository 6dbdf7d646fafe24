import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/cli/errors.ts';
import { assemble } from '../../src/backup/restore/assemble.ts';
import { openRepository } from '../../src/backup/reader.ts';
import { logIn } from '../../src/backup/wal/chunk.ts';
import { lsnOf, segmentAt } from '../../src/backup/wal/lsn.ts';
import { headerOf, localLog, readBytes, switchIn, writtenEnd } from '../../src/backup/wal/segment.ts';
import type { Look } from '../../src/backup/wal/server.ts';
import { Shipper } from '../../src/backup/wal/ship.ts';
import { openStore } from '../../src/backup/wal/store.ts';
import { Bucket, key, owner, withS3 } from '../s3/good.ts';
import { randomOf } from './wal-random.ts';

const system = '7711814463311094516';
const size = 2 ** 20;
const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segment-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A segment as a server begins it, and random bytes up to an end, of which some are zero. */
function aSegment(start: number, end: number, random: () => number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < end; at++) bytes[at] = random() < 0.4 ? 0 : Math.floor(random() * 256);
  if (end < 40) return bytes.fill(0);
  bytes.writeUInt16LE(0xd110, 0);
  bytes.writeUInt16LE(2, 2);
  bytes.writeUInt32LE(1, 4);
  bytes.writeBigUInt64LE(BigInt(start), 8);
  bytes.writeBigUInt64LE(BigInt(system), 24);
  bytes.writeUInt32LE(size, 32);
  bytes.writeUInt32LE(8192, 36);
  return bytes;
}

describe('a segment', () => {
  const name = segmentAt(3 * size, 1, size);
  const made = async (bytes: Buffer, file = `${name}.partial`) => {
    const folder = aFolder();
    writeFileSync(join(folder, file), bytes);
    const [segment] = (await localLog(folder)).segments;
    if (segment === undefined) throw new Error('no segment was found');
    return segment;
  };

  test('tells its server, its size and its place, whatever size that server has', async () => {
    const segment = await made(aSegment(3 * size, 100, randomOf(1)));
    expect(segment).toMatchObject({ segment: name, timeline: 1, complete: false });
    expect(await headerOf(segment)).toEqual({ system, segmentBytes: size, start: 3 * size });
  });

  test('tells nothing before its first bytes have come', async () => {
    expect(await headerOf(await made(Buffer.alloc(size)))).toBeUndefined();
  });

  test('of another name than its own is refused', async () => {
    await expect(headerOf(await made(aSegment(4 * size, 100, randomOf(1))))).rejects.toThrow(Failure);
  });

  test.each([0, 41, 8192, 262_144, 262_145, size - 1, size])('of %i bytes ends there', async (end) => {
    const bytes = Buffer.alloc(size);
    if (end > 0) bytes[end - 1] = 1;
    expect(await writtenEnd((await made(bytes)).path, 0, size)).toBe(end);
    expect(await writtenEnd((await made(bytes)).path, end, size)).toBe(end);
  });

  test('that is whole counts, and not what is left of it', async () => {
    const folder = aFolder();
    for (const file of [name, `${name}.partial`, '00000002.history', 'notes.txt', '.errors'])
      writeFileSync(join(folder, file), '');
    const { segments, histories } = await localLog(folder);
    expect(segments.map(({ complete }) => complete)).toEqual([true]);
    expect(histories.map(({ timeline }) => timeline)).toEqual([2]);
  });
});

test('a history says which timeline was left, and where', () => {
  const text = '1\t0/2000000\tno recovery target specified\n\n2\t0/301a2b8\tbefore 2026-03-07 14:22:05+00\n';
  expect(switchIn(text)).toEqual({ parent: 2, at: '0/301A2B8' });
  expect(switchIn('')).toBeUndefined();
});

/** A shipper of a folder to a bucket. */
function aShipper(url: string, wal: string) {
  const repository = { bucket: Bucket, region: 'eu-central-1', prefix: 'p', kmsKey: key, endpoint: url };
  const credentials = { credentials: owner };
  const reader = openRepository(repository, credentials);
  const store = openStore(repository, { ...credentials, maxAttempts: 1 });
  const said: string[] = [];
  const say = (...[, phase]: readonly [string, string, string]) => said.push(phase);
  const list = async (of: string, from?: string) =>
    (await reader.walChunks(of, from === undefined ? {} : { from })).map((one) => one.key);
  const read = async (of: string) => gunzipSync(await buffer(await reader.get(of)));
  return { shipper: new Shipper({ wal, store, list, read, say, parallel: 3 }), reader, said };
}

describe('what is shipped', () => {
  test('in random pieces, with refusals and restarts between, is what was received', () =>
    withS3(
      async (s3) => {
        for (let seed = 1; seed <= 5; seed++) {
          s3.world.buckets.get(Bucket)?.objects.clear();
          const random = randomOf(seed);
          const wal = aFolder();
          const whole = [3, 4, 5].map((at) => aSegment(at * size, size, random));
          let { shipper, reader } = aShipper(s3.url, wal);
          // What the receiver says is sometimes known, and sometimes not.
          for (let end = 0; end < 3 * size;) {
            end = Math.min(3 * size, end + 1 + Math.floor(random() * size * 0.6));
            for (const [at, bytes] of whole.entries()) {
              const there = Math.max(0, Math.min(size, end - at * size));
              const name = segmentAt((3 + at) * size, 1, size);
              if (there === 0) continue;
              rmSync(join(wal, `${name}.partial`), { force: true });
              const file = there === size ? name : `${name}.partial`;
              writeFileSync(
                join(wal, file),
                Buffer.concat([bytes.subarray(0, there), Buffer.alloc(size - there)]),
              );
            }
            const look: Look = { system, timeline: 1, received: 3 * size + end };
            if (random() < 0.4) s3.faults.plan({ kind: 'internal-error', method: 'PUT' });
            if (random() < 0.3) s3.faults.plan({ kind: 'error-after-success', method: 'PUT' });
            if (random() < 0.2) ({ shipper, reader } = aShipper(s3.url, wal));
            await shipper.round(random() < 0.5 ? look : undefined).catch(() => undefined);
          }
          s3.faults.clear();
          await shipper.round(undefined);
          const keys = (await reader.walChunks(system)).map((one) => one.key);
          const into = aFolder();
          const pieces = { prefix: 'p', ...logIn('p', keys), segmentBytes: size };
          await assemble(reader, pieces, into, () => undefined);
          expect((await readdir(into)).sort()).toEqual([3, 4, 5].map((at) => segmentAt(at * size, 1, size)));
          for (const [at, bytes] of whole.entries()) {
            const restored = await readBytes(join(into, segmentAt((3 + at) * size, 1, size)), 0, size);
            expect([seed, at, restored.equals(bytes)]).toEqual([seed, at, true]);
          }
          // The newest two stay on the disk.
          expect((await readdir(wal)).length).toBe(2);
        }
      },
      { kmsKeys: [key] },
    ));

  test('fills the hole that uploads beside each other left when the one before was refused', () =>
    withS3(
      async (s3) => {
        const wal = aFolder();
        const random = randomOf(1);
        for (const at of [3, 4, 5])
          writeFileSync(join(wal, segmentAt(at * size, 1, size)), aSegment(at * size, size, random));
        const middle = new RegExp(segmentAt(4 * size, 1, size));
        s3.faults.plan({ kind: 'internal-error', method: 'PUT', path: middle });
        await expect(aShipper(s3.url, wal).shipper.round(undefined)).rejects.toThrow(
          'could not write the log',
        );
        expect(s3.objects(Bucket)).toHaveLength(2);
        expect(await readdir(wal)).toHaveLength(3);
        const { shipper, reader } = aShipper(s3.url, wal);
        await shipper.round(undefined);
        const { chunks } = logIn(
          'p',
          (await reader.walChunks(system)).map((one) => one.key),
        );
        expect(chunks.map(({ segment }) => segment)).toEqual(
          [3, 4, 5].map((at) => segmentAt(at * size, 1, size)),
        );
      },
      { kmsKeys: [key] },
    ));

  test('tells that the log on the disk does not join what is in the repository', () =>
    withS3(
      async (s3) => {
        const wal = aFolder();
        const put = (at: number) => {
          writeFileSync(join(wal, segmentAt(at * size, 1, size)), aSegment(at * size, size, randomOf(at)));
        };
        put(3);
        await aShipper(s3.url, wal).shipper.round(undefined);
        rmSync(wal, { recursive: true });
        const other = aFolder();
        writeFileSync(join(other, segmentAt(5 * size, 1, size)), aSegment(5 * size, size, randomOf(5)));
        const { shipper, said } = aShipper(s3.url, other);
        folders.splice(folders.indexOf(wal), 1);
        await shipper.round(undefined);
        await shipper.round(undefined);
        expect(said.filter((phase) => phase === 'gap')).toHaveLength(1);
      },
      { kmsKeys: [key] },
    ));

  test('takes the bytes that the receiver has on its disk, and none that may be half written', () =>
    withS3(
      async (s3) => {
        const wal = aFolder();
        const name = segmentAt(3 * size, 1, size);
        writeFileSync(join(wal, `${name}.partial`), aSegment(3 * size, 5000, randomOf(3)));
        const { shipper } = aShipper(s3.url, wal);
        await shipper.round({ system, timeline: 1, received: 3 * size + 1000 });
        expect(shipper.progress.end({ system, timeline: 1 })).toBe(3 * size + 1000);
        expect(lsnOf(3 * size + 1000)).toBe('0/3003E8');
      },
      { kmsKeys: [key] },
    ));

  test('is refused by a bucket that demands another key, and nothing is there', () =>
    withS3(
      async (s3) => {
        const wal = aFolder();
        writeFileSync(join(wal, segmentAt(3 * size, 1, size)), aSegment(3 * size, size, randomOf(3)));
        await expect(aShipper(s3.url, wal).shipper.round(undefined)).rejects.toThrow(
          'could not write the log',
        );
        expect(s3.objects(Bucket)).toEqual([]);
        expect(await readdir(wal)).toHaveLength(1);
      },
      { kmsKeys: [`${key}-2`] },
    ));
});
