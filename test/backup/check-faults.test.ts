import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgreSql } from '../platform/postgresql.ts';
import { Pod, runPod, type Ended, type PodProps } from '../pods/pod.ts';
import {
  makeDatabase,
  objects,
  onlyStep,
  rendered,
  rolesOf,
  takeDump,
  withFiles,
  withSql,
  without,
  writeDump,
  type Dump,
} from './check-dump.ts';

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

/** The step that restores, with a dump as it was downloaded. */
const stepFor = (dump: Dump, more: Partial<PodProps> = {}): PodProps => ({
  object: onlyStep(rendered('CronJob', 'fraiseql-restore-check'), 'restore'),
  manifests: objects,
  ...more,
  env: { PGDATABASE: 'fraiseql', ...more.env },
  before: (_, pod) => {
    writeDump(pod.volume('work'), dump, good.manifest.id);
  },
});

const saidBy = ({ code, lines, stderr }: Ended) => {
  const last = lines
    .filter(({ level }) => level === 'error')
    .map(({ phase, message }) => `${String(phase)}: ${String(message)}`);
  return `${String(code)} ${last.join(' | ')}${stderr}`;
};
async function check(dump: Dump, more: Partial<PodProps> = {}): Promise<string> {
  const { containers, left } = await runPod(stepFor(dump, more));
  expect(left.filter((file) => /^(server\/|check\.json)/.test(file))).toEqual([]);
  return containers.map(saidBy).join();
}

/** Cuts the SQL in the middle of the rows of a table. */
const half = (sql: string) => sql.slice(0, sql.indexOf('COPY public.tb_user') + 20_000);
const gz = (dump: Dump) => dump.files['database.sql.gz'] ?? Buffer.alloc(0);
const flipped = (body: Buffer, at = Math.floor(body.length / 2)) => {
  const copy = Buffer.from(body);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at);
  return copy;
};
const end = '-- PostgreSQL database dump complete';
/** What pg_dump says of a database in which there is nothing. */
const emptied = (sql: string) =>
  sql.slice(0, sql.indexOf('\n--\n-- Name: ')) + sql.slice(sql.indexOf(`\n--\n${end}`));

describe.concurrent('a dump of which the manifest says what its files are, and whose inside is wrong', () => {
  test.each<[string, (dump: Dump) => Dump, string]>([
    [
      'half a file',
      (dump) => withFiles(dump, { 'database.sql.gz': gz(dump).subarray(0, gz(dump).length / 2) }),
      '32 restore: database.sql.gz is damaged (gzip: stdin: unexpected end of file): it is not whole. Use another dump.',
    ],
    [
      'half of the SQL, compressed as if it were whole',
      (dump) => withSql(dump, half),
      '32 restore: The dump ends before its last line: pg_dump was cut off, and the rest is gone. Use another dump.',
    ],
    [
      'nothing missing but the last line',
      (dump) => withSql(dump, (sql) => sql.slice(0, sql.indexOf(end))),
      '32 restore: The dump ends before its last line',
    ],
    [
      'one bit',
      // Of its own checksum: one in its middle may first make SQL of it that PostgreSQL refuses, by what it hits.
      (dump) => withFiles(dump, { 'database.sql.gz': flipped(gz(dump), gz(dump).length - 8) }),
      '32 restore: database.sql.gz is damaged (gzip: stdin: ',
    ],
    [
      'garbage after the end of the file',
      (dump) => withFiles(dump, { 'database.sql.gz': Buffer.concat([gz(dump), Buffer.from('garbage')]) }),
      '32 restore: There is something after the end of database.sql.gz: somebody appended to it. Use another dump.',
    ],
    [
      'more SQL after the end of the dump',
      (dump) => withFiles(dump, { 'database.sql.gz': Buffer.concat([gz(dump), gzipSync('select 1;\n')]) }),
      '32 restore: The dump goes on after its last line',
    ],
    [
      'a table',
      (dump) => withSql(dump, without(/\btb_note\b/)),
      '33 compare: The restored database differs from its manifest: table public.tb_note is missing; there are 3 tables instead of 4. The dump is not what the database was: use another, and find out what changed it.',
    ],
    [
      'a row',
      (dump) => withSql(dump, (sql) => sql.replace(/^17\ta "quoted".*\n/m, '')),
      '33 compare: The restored database differs from its manifest: table public.tb_note has 299 rows instead of 300.',
    ],
    [
      'a row too many',
      (dump) => withSql(dump, (sql) => sql.replace(/^(17\ta "quoted".*\n)/m, '$1$1')),
      '33 compare: The restored database differs from its manifest: table public.tb_note has 301 rows instead of 300.',
    ],
    [
      'a sequence',
      (dump) => withSql(dump, (sql) => sql.replace(/(tb_post_id_seq', )3000,/, '$12999,')),
      '33 compare: The restored database differs from its manifest: sequence public.tb_post_id_seq stands at 2999 instead of 3000.',
    ],
    [
      'an index',
      (dump) => withSql(dump, without(/Name: tb_post_author;/)),
      '33 compare: The restored database differs from its manifest: there are 3 indexes instead of 4.',
    ],
    [
      'a policy',
      (dump) => withSql(dump, without(/Name: tb_user own; Type: POLICY/)),
      '33 compare: The restored database differs from its manifest: there are 0 row security policies instead of 1.',
    ],
    [
      'everything',
      (dump) => withSql(dump, emptied),
      '33 compare: The restored database differs from its manifest: table public.tb_log_2026 is missing; table public.tb_note is missing; table public.tb_post is missing; table public.tb_user is missing; sequence public.tb_post_id_seq is missing; and ',
    ],
    [
      'a role',
      (dump) => withFiles(dump, { 'roles.sql': Buffer.from(rolesOf(dump).replace(/.*app_ro.*\n/g, '')) }),
      '33 roles: Roles differ from the manifest: app_ro missing in roles.sql.',
    ],
    [
      'an extension that the server has not',
      (dump) =>
        withSql(dump, (sql) => sql.replace(/\nCREATE TABLE/, '\nCREATE EXTENSION nowhere;\nCREATE TABLE')),
      '32 restore: The server lacks the extension nowhere, which the database uses. Set images.postgres… to an image that has it',
    ],
    [
      'a statement that fails',
      (dump) =>
        withSql(dump, (sql) => sql.replace('CREATE VIEW public.v_user', 'CREATE VIEW nowhere.v_user')),
      '32 restore: The dump does not restore: ERROR:  schema "nowhere" does not exist',
    ],
  ])('%s', async (_, change, said) => {
    expect(await check(change(good))).toContain(said);
  });
});

describe.concurrent('a dump that is not what its manifest says', () => {
  test.each<[string, (dump: Dump) => Dump, string]>([
    [
      'a file that was replaced',
      ({ manifest, files }) => ({
        manifest,
        files: { ...files, 'database.sql.gz': flipped(files['database.sql.gz'] ?? Buffer.alloc(0)) },
      }),
      ' differs from its manifest (SHA-256): its bytes were changed in the bucket or on the way.',
    ],
    [
      'a file that is shorter',
      ({ manifest, files }) => ({ manifest, files: { ...files, 'roles.sql': Buffer.from('--\n') } }),
      '31 verify: roles.sql of ',
    ],
    [
      'a file that is not there',
      (dump) => ({ ...dump, files: { 'database.sql.gz': gz(dump) } }),
      ' was not downloaded, though its manifest names it.',
    ],
    [
      'the manifest of another dump',
      ({ manifest, files }) => ({ files, manifest: { ...manifest, id: '20260101T000000Z-other' } }),
      ' is that of 20260101T000000Z-other: it was replaced.',
    ],
    [
      'a manifest of something else',
      ({ files }) => ({ files, manifest: { kind: 'note' } as unknown as Dump['manifest'] }),
      " is of format and kind '? note' instead of '1 dump': it is no dump that this version knows.",
    ],
    [
      'a dump of another database',
      ({ manifest, files }) => ({ files, manifest: { ...manifest, database: 'other' } }),
      'The dump is of the database other, and the settings are of fraiseql',
    ],
  ])('%s', async (_, change, said) => {
    const output = await check(change(good));
    expect(output).toMatch(/^31 verify: /);
    expect(output).toContain(said);
  });
});

describe.concurrent('the smoke query', () => {
  test.each([
    ['select count(*) > 1999 from tb_user', /^0 $/],
    [
      'select count(*) > 2000 from tb_user',
      /^34 smoke: backup.smokeQuery must say true in a restored database, and says 'f'/,
    ],
    ['select where false', /^34 smoke: .* says 'nothing'/],
    [
      'select * from nowhere',
      /^34 smoke: backup.smokeQuery fails in the restored database: ERROR: {2}relation "nowhere" does not exist/,
    ],
    ['delete from tb_note returning true', /^34 smoke: .*cannot execute DELETE in a read-only transaction/],
  ])('%s', async (BACKUP_SMOKE_QUERY, said) => {
    const { containers } = await runPod(stepFor(good, { env: { BACKUP_SMOKE_QUERY } }));
    expect(containers.map(saidBy).join()).toMatch(said);
  });
});

test.each([
  ['10m', /^32 start: The server of the check cannot be made\. The disk is full\. Raise backup\.scratchGiB/],
  ['64m', /^32 restore: The disk is full\. Raise backup\.scratchGiB/],
])('a disk of %s is full, and that is said', async (work, said) => {
  const big = withSql(good, (sql) =>
    sql.replace(
      /\nCREATE TABLE/,
      '\nCREATE TABLE public.big AS SELECT repeat(md5(i::text), 20) FROM generate_series(1, 60000) i;\nCREATE TABLE',
    ),
  );
  expect(await check(big, { sizes: { work } })).toMatch(said);
});

test('SIGTERM ends it at once, and its server', async () => {
  const slow = withSql(good, (sql) => sql.replace(/\nCREATE TABLE/, '\nSELECT pg_sleep(60);\nCREATE TABLE'));
  const pod = new Pod(stepFor(slow));
  await pod.said('restore', /Restoring/);
  const began = performance.now();
  const { containers, left } = await pod.terminate();
  expect(performance.now() - began).toBeLessThan(5000);
  expect(containers.map(({ code }) => code)).toEqual([143]);
  expect(left.filter((file) => file.startsWith('server/'))).toEqual([]);
});
