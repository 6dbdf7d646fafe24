import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/backup/manifest.ts';
import { PostgreSql } from '../platform/postgresql.ts';
import { runPod } from '../pods/pod.ts';
import { withBucket, type Made } from './bucket.ts';
import { envOf, multiply, objectsOf, putBody, putDump } from './check-bucket.ts';
import { makeDatabase, objects, onlyStep, rendered, takeDump, writeDump, type Dump } from './check-dump.ts';

const postgres = new PostgreSql();
let good: Dump;
beforeAll(async () => {
  await postgres.start();
  await makeDatabase(postgres);
  good = await takeDump(postgres);
});
afterAll(async () => {
  await postgres.stop();
  postgres.remove();
});

/** The same dump, of another moment. */
const at = (id: string): Dump => ({ ...good, manifest: { ...good.manifest, id } });
const older = () => at('20260101T000000Z-aaaaa');
const checked = () => rendered('CronJob', 'fraiseql-restore-check');

/** What the last line of a container says. */
const lastOf = (code: number, lines: readonly Readonly<Record<string, unknown>>[]) =>
  `${String(code)} ${String(lines.at(-1)?.phase)}: ${String(lines.at(-1)?.message)}`;

test('a restore check restores the newest dump, records that, keeps a copy, and lets three before it expire', () =>
  withBucket(async (made) => {
    const { s3, writer, checker } = made;
    const others = ['20250101T000000Z-a', '20250102T000000Z-a', '20250103T000000Z-a', '20250104T000000Z-a'];
    for (const id of others) await putBody(checker, `verified/${id}/manifest.json`);
    await putDump(writer, older());
    await putDump(writer, good);
    const env = { ...envOf(made), PGDATABASE: 'fraiseql' };
    const { reason, containers } = await runPod({ object: checked(), manifests: objects, env });
    expect(containers.map(({ stderr }) => stderr)).toEqual(['', '', '']);
    expect(reason).toBe('Completed');

    const { id } = good.manifest;
    const [[name, recorded] = []] = [...objectsOf(s3, 'checks/')];
    expect(name).toMatch(/^checks\/\d{8}T\d{6}Z\.json$/);
    const check = checkSchema.parse(JSON.parse(String(recorded?.body)));
    expect(check).toMatchObject({ id, tables: 4, rows: 5400 });
    expect(Object.keys(check.seconds)).toEqual(['download', 'verify', 'restore', 'compare']);
    expect(Math.min(...Object.values(check.seconds))).toBeGreaterThan(0);

    const contents = (folder: string) =>
      [...objectsOf(s3, `${folder}/${id}/`)].map(([key, { body }]) => [
        key.slice(folder.length),
        String(body),
      ]);
    expect(contents('verified')).toEqual(contents('dumps'));
    expect(contents('verified')).toHaveLength(3);
    const superseded = [...objectsOf(s3, '')].filter(([, { tags }]) => tags?.superseded === 'true');
    expect(superseded.map(([key]) => key)).toEqual(
      others.slice(1).map((one) => `verified/${one}/manifest.json`),
    );
  }));

/** Runs the first step, and says what it said last and which files it left. */
async function download(made: Made, env: Readonly<Record<string, string>> = {}) {
  const object = onlyStep(checked(), 'download');
  const { containers, left } = await runPod({ object, manifests: objects, env: { ...envOf(made), ...env } });
  return {
    said: containers.map(({ code, lines }) => lastOf(code, lines)).join(),
    left: left.filter((file) => file.startsWith('in/')).sort(),
  };
}

describe.concurrent('the download', () => {
  test('takes the newest dump that has a manifest, on the second page of the list, whatever else lies there', () =>
    withBucket(async (made) => {
      const { writer } = made;
      await putDump(writer, good);
      await putDump(writer, at('20990101T000000Z-half'), { but: 'manifest.json' });
      const foreign = [
        'zz-notes.txt',
        'None',
        'latest/manifest.json',
        `${good.manifest.id}/copy/manifest.json`,
        '20990101T000000Z-UPPER/manifest.json',
      ];
      for (const key of foreign) await putBody(writer, `dumps/${key}`);
      multiply(made.s3, 'dumps/None', 1100);
      const { said, left } = await download(made);
      expect(said).toBe(`0 download: Downloaded dumps/${good.manifest.id}.`);
      expect(left).toEqual(['in/database.sql.gz', 'in/manifest.json', 'in/roles.sql']);
    }));

  test('leaves out what is dated in the future, which would be the newest for ever', () =>
    withBucket(async (made) => {
      await putDump(made.writer, good);
      await putDump(made.writer, at('20990101T000000Z-ahead'));
      expect((await download(made)).said).toBe(`0 download: Downloaded dumps/${good.manifest.id}.`);
    }));

  test('takes the dump that is asked for, also a proven one', () =>
    withBucket(async (made) => {
      await putDump(made.writer, good);
      await putDump(made.checker, older(), { folder: 'verified' });
      const BACKUP_ID = older().manifest.id;
      expect((await download(made, { BACKUP_ID, BACKUP_FOLDER: 'verified' })).said).toBe(
        `0 download: Downloaded verified/${BACKUP_ID}.`,
      );
      expect((await download(made, { BACKUP_ID })).said).toMatch(
        /^30 download: There is no backup 20260101T000000Z-aaaaa: .*fraiseql-monitoring restore --list/,
      );
      expect((await download(made, { BACKUP_ID: 'None' })).said).toMatch(
        /^10 choose: BACKUP_ID is 'None', which is no name of a backup/,
      );
    }));

  test('says that there is no dump, and which file of one is gone', () =>
    withBucket(async (made) => {
      await putBody(made.writer, 'dumps/20260101T000000Z-half/database.sql.gz');
      expect((await download(made)).said).toMatch(
        /^30 choose: There is no backup in s3:\/\/fraiseql-backup-production\/production\/dumps\/: no folder there has a manifest/,
      );
      await putDump(made.writer, good, { but: 'roles.sql' });
      expect((await download(made)).said).toMatch(
        /^31 download: roles\.sql of \S+ is gone from the bucket, though its manifest names it/,
      );
    }));

  test.each<[string, RegExp, RegExp]>([
    ['to list', /list-type=2/, /^20 choose: .*cannot be listed: .*InternalError/],
    ['for a file', /database\.sql\.gz/, /^20 download: .*database\.sql\.gz cannot be read: .*500/],
  ])('says that the bucket does not answer when asked %s', (_, path, said) =>
    withBucket(async (made) => {
      await putDump(made.writer, good);
      made.s3.faults.plan({ kind: 'internal-error', times: 99, path });
      expect((await download(made)).said).toMatch(said);
    }),
  );

  test('gets over a connection that breaks in the middle of a file', () =>
    withBucket(async (made) => {
      await putDump(made.writer, good);
      made.s3.faults.plan({ kind: 'reset-answer', method: 'GET', path: /database\.sql\.gz/ });
      expect((await download(made)).said).toMatch(/^0 /);
      expect(made.s3.faults.struck).toBe(1);
    }));
});

/** Runs the last step, after a check that found nothing wrong. */
async function record(made: Made, role = 'checker') {
  const { containers } = await runPod({
    object: onlyStep(checked(), 'record'),
    manifests: objects,
    env: envOf(made, role),
    before: (_, pod) => {
      writeDump(pod.volume('work'), good);
      writeFileSync(join(pod.volume('work'), 'check.json'), '{}');
    },
  });
  return containers.map(({ code, lines }) => lastOf(code, lines)).join();
}

describe.concurrent('the record', () => {
  test('writes no second copy of a dump that was proven before', () =>
    withBucket(async (made) => {
      await putDump(made.checker, good, { folder: 'verified' });
      expect(await record(made)).toMatch(/^0 /);
      const written = made.s3.requests.filter((line) => line.startsWith('PUT') && line.endsWith('200'));
      expect(written.at(-1)).toMatch(/\/checks\//);
    }));

  test('says that it may not write, and then there is neither a copy nor a result', () =>
    withBucket(async (made) => {
      expect(await record(made, 'reader')).toMatch(
        /^35 record: s3:\/\/fraiseql-backup-production\/production\/verified\/\S+ cannot be written: .*AccessDenied.*The dump restores, but nobody would know/,
      );
      expect(objectsOf(made.s3, '').size).toBe(0);
    }));

  test('a copy without its manifest is none: it is written again', () =>
    withBucket(async (made) => {
      made.s3.faults.plan({ kind: 'internal-error', times: 9, method: 'PUT', path: /verified.*manifest/ });
      expect(await record(made)).toMatch(/^35 record: .*manifest\.json cannot be written/);
      expect(objectsOf(made.s3, 'checks/').size).toBe(0);
      made.s3.faults.clear();
      expect(await record(made)).toMatch(/^0 /);
      expect([...objectsOf(made.s3, 'verified/').keys()].at(-1)).toMatch(/roles\.sql$/);
    }));

  test('says that a copy before it cannot be let go', () =>
    withBucket(async (made) => {
      await putBody(made.checker, 'verified/20250101T000000Z-a/manifest.json');
      made.s3.faults.plan({ kind: 'internal-error', times: 9, method: 'PUT', path: /tagging/ });
      expect(await record(made)).toMatch(/^35 tag: .* cannot be tagged: .*The result is recorded/);
    }));
});
