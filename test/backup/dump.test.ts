import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpManifestSchema, type DumpManifest } from '../../src/backup/manifest.ts';
import {
  bucket,
  bucketOf,
  DumpServer,
  dumpPod,
  ends,
  environment,
  kmsKey,
  newNames,
  prefix,
  putPrevious,
} from './dump-world.ts';
import type { S3 } from '../s3/server.ts';

const server = new DumpServer();
beforeAll(() => server.start(), 60_000);
afterAll(() => server.stop(), 60_000);

const bodyOf = (s3: S3, name: string): Buffer =>
  s3.objects(bucket).find(({ key }) => key.endsWith(name) && !key.includes('/2020'))?.body ?? Buffer.alloc(0);
const manifestOf = (s3: S3): DumpManifest =>
  dumpManifestSchema.parse(JSON.parse(bodyOf(s3, 'manifest.json').toString()));

/** Dumps a database with a pod, and gives its manifest and its text. */
async function backUp(database: string, s3: S3) {
  const result = await dumpPod(environment(server, s3, database)).ended;
  expect(ends(result), JSON.stringify(result.containers)).toEqual(['dump 0 finish', 'upload 0 finish']);
  expect(result.containers.map(({ stderr }) => stderr)).toEqual(['', '']);
  return { result, manifest: manifestOf(s3), sql: gunzipSync(bodyOf(s3, 'database.sql.gz')).toString() };
}

test('a dump goes to S3 with its roles and its manifest, which is last; everything is encrypted by the key', async () => {
  const s3 = await bucketOf();
  await putPrevious(s3, 50_000);
  const database = await server.database();
  const { manifest, result } = await backUp(database, s3);
  await s3.stop();
  expect(newNames(s3)).toEqual(['database.sql.gz', 'manifest.json', 'roles.sql']);
  const puts = s3.requests.filter(
    (one) => one.startsWith('PUT') && !one.includes('/2020') && !one.includes('tagging'),
  );
  expect(puts.at(-1)).toContain('manifest.json');
  expect(s3.objects(bucket).map(({ encryption }) => encryption?.key)).toEqual(Array(6).fill(kmsKey));
  expect(manifest).toMatchObject({
    ...{ kind: 'dump', database, server: { major: 15 }, id: expect.stringMatching(/-x7k2p$/) as string },
    facts: {
      tables: {
        'public.tb_user': 5000,
        'public."Tb ""odd"", name"': 700,
        'public.nothing_yet': 0,
        'public.log_2026': 333,
        'public.log_other': 567,
      },
      sequences: { 'public.never_used': ['0', '0'], 'public.tb_user_id_seq': ['5000', '5000'] },
      roles: ['backup', 'postgres'],
    },
  });
  expect(manifest.files['database.sql.gz']?.bytes).toBe(bodyOf(s3, 'database.sql.gz').length);
  expect(Date.parse(manifest.snapshotAt)).toBeGreaterThanOrEqual(Date.parse(manifest.startedAt));
  expect(bodyOf(s3, 'roles.sql').toString()).toMatch(/CREATE ROLE backup;/);
  expect(bodyOf(s3, 'roles.sql').toString()).not.toMatch(/PASSWORD|SCRAM/);
  expect(result.containers.flatMap(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain('secret');
});

test('those before it are tagged, so that they expire, and the new one is not', async () => {
  const s3 = await bucketOf();
  for (const day of [1, 2, 3, 4]) await putPrevious(s3, 1000, `2020010${String(day)}T000000Z-abcde`);
  await backUp(await server.database(), s3);
  await s3.stop();
  const tagged = s3.requests
    .filter((one) => /^PUT .*\?tagging 200/.test(one))
    .map((one) =>
      one.slice(`PUT /${bucket}/${prefix}/dumps/`.length, -' 200'.length).replace('?tagging', ''),
    );
  const files = ['database.sql.gz', 'manifest.json', 'roles.sql'];
  const wanted = [2, 3, 4].flatMap((day) =>
    files.map((name) => `2020010${String(day)}T000000Z-abcde/${name}`),
  );
  expect(tagged.sort()).toEqual(wanted);
});

test('what it counts is what it dumps, while others write, truncate and alter', async () => {
  const s3 = await bucketOf();
  const database = await server.slowDatabase();
  const writing = new AbortController();
  const writer = (async () => {
    const client = await server.connect(database);
    while (!writing.signal.aborted)
      await client.query(
        `insert into tb_user (name) values ('new'); delete from log_2026 where message in (select message from log_2026 limit 1)`,
      );
    await client.end();
  })();
  const changes = (async () => {
    for (;;) {
      const [copying] = await server.sql(
        'postgres',
        `select 1 from pg_stat_activity where datname = '${database}' and query like 'COPY public.big%'`,
      );
      if (copying) break;
    }
    await server.sql(database, 'truncate log_other');
  })();
  const { manifest, sql } = await backUp(database, s3);
  writing.abort();
  await Promise.all([writer, changes, s3.stop()]);
  expect(manifest.facts.tables['public.tb_user']).toBeGreaterThan(5000);
  for (const [table, rows] of Object.entries(manifest.facts.tables)) {
    const copy = sql.split(`COPY ${table} (`)[1]?.split('FROM stdin;\n')[1]?.split('\\.\n')[0] ?? '';
    expect([table, copy.split('\n').length - 1]).toEqual([table, rows]);
  }
  expect(manifest.facts.tables['public.log_other']).toBe(567);
  const [before, after] = (manifest.facts.sequences['public.tb_user_id_seq'] ?? ['0', '0']).map(Number);
  const dumped = Number(/setval\('public.tb_user_id_seq', (\d+)/.exec(sql)?.[1]);
  expect(dumped).toBeGreaterThanOrEqual(before ?? 0);
  expect(dumped).toBeLessThanOrEqual(after ?? 0);
  expect(after).toBeGreaterThan(before ?? 0);
});

test('what belongs to an extension is not counted, and what people put beside it is; tables with policies too, for a role that may', async () => {
  const s3 = await bucketOf();
  const database = await server.database(`
    create schema crypt; create extension pgcrypto schema crypt; create table crypt.mine as select 1 as a;
    alter table tb_user enable row level security; create policy nobody on tb_user using (false);
    create table parent (id int primary key); create table child () inherits (parent); insert into child values (1), (2); insert into parent values (3);
    create unlogged table scratch as select 1 as a; select lo_from_bytea(4711, 'x'); grant select on large object 4711 to backup`);
  await server.sql('postgres', 'alter role backup bypassrls');
  const { manifest } = await backUp(database, s3);
  await server.sql('postgres', 'alter role backup nobypassrls');
  await s3.stop();
  expect(manifest.facts.tables).toMatchObject({
    'crypt.mine': 1,
    'public.tb_user': 5000,
    'public.parent': 1,
    'public.child': 2,
    'public.scratch': 1,
  });
  expect(manifest.facts.objects).toMatchObject({ extension: 2, function: 1, policy: 1, 'large object': 1 });
});
