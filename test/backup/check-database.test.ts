import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostgreSql } from '../platform/postgresql.ts';
import { runPod } from '../pods/pod.ts';
import { tool } from '../tool.ts';
import { objects, onlyStep, rendered, takeDump, writeDump, type Dump } from './check-dump.ts';
import { programs, userOf } from './postgres-programs.ts';

const postgres = new PostgreSql();
let good: Dump;

/** A database with what is its own, and in no table: as it was made, by whom it may be used, and what it sets. */
const content = `
  create role "Odd ""one" login; create role reader login;
  create database fraiseql template template0 encoding 'LATIN1' locale_provider icu icu_locale 'de-u-kn' lc_collate 'C' lc_ctype 'C';
  alter database fraiseql set search_path = app, "$user", public;
  alter database fraiseql set "app.motto" = E'it''s \\\\ "so"';
  alter role reader in database fraiseql set statement_timeout = '7s';
  revoke connect on database fraiseql from public; grant connect on database fraiseql to reader, "Odd ""one";
  \\c fraiseql
  create schema app; create table app."\u00e9t\u00e9" (id int, name text); insert into app."\u00e9t\u00e9" values (1, 'a10 \u00e9'), (2, 'a9 \u00e9');
  create table app.far (id int) tablespace "far away"; insert into app.far values (1);`;

beforeAll(async () => {
  await postgres.start();
  const far = join(postgres.folder, 'far');
  mkdirSync(far);
  const { uid, gid } = userOf('postgres') ?? {};
  if (uid !== undefined) await tool('chown', [`${String(uid)}:${String(gid)}`, far]);
  await ask(`create tablespace "far away" location '${far}'`);
  const file = join(postgres.folder, 'content.sql');
  writeFileSync(file, content);
  await psql('postgres', '-v', 'ON_ERROR_STOP=1', '-f', file);
  good = await takeDump(postgres);
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  postgres.remove();
});

async function psql(database: string, ...more: readonly string[]): Promise<string> {
  const args = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', '-XAtq', '-d', database];
  const { code, output } = await tool('psql', [...args, ...more], {
    env: { ...process.env, PGCLIENTENCODING: 'UTF8' },
  });
  if (code !== 0) throw new Error(output);
  return output.trim();
}
const ask = (sql: string, database = 'postgres') => psql(database, '-c', sql);

const scripts = fileURLToPath(new URL('../../src/backup/scripts', import.meta.url));

/** Restores the dump as `fraiseql-monitoring restore` does, and gives its lines. */
async function restore(target: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const work = mkdtempSync(join(postgres.folder, 'restore-'));
  writeDump(work, good);
  const child = spawn('bash', [join(scripts, 'restore.sh')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: `${dirname(programs('psql'))}:/usr/bin:/bin`, HOME: work, TMPDIR: work },
      ...{ BACKUP_WORK: work, BACKUP_SCRIPTS: scripts, PGHOST: '127.0.0.1', PGPORT: String(postgres.port) },
      ...{ PGUSER: 'postgres', PGSSLMODE: 'disable', PGDATABASE: 'fraiseql', BACKUP_TARGET: target },
      ...env,
    },
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(child.exitCode, said).toBe(0);
  return said;
}

/** All that is a database's own. */
const own = (name: string) =>
  ask(`select pg_encoding_to_char(encoding), datlocprovider, daticulocale, datcollate,
      (select string_agg(a::text, ' ' order by a::text) from unnest(datacl) a where a::text !~ '^postgres='),
      (select string_agg(concat(setrole::regrole, ' ', setconfig), ' ' order by setrole) from pg_db_role_setting where setdatabase = d.oid)
    from pg_database d where datname = '${name}'`);

test('a restored database has the settings, the rights, the encoding and the order of the one that was dumped', async () => {
  expect(await own('fraiseql')).toContain('statement_timeout=7s');
  await restore('beside');
  expect(await own('beside')).toBe(await own('fraiseql'));
  expect(await ask('select name from "\u00e9t\u00e9" order by name', 'beside')).toBe('a9 \u00e9\na10 \u00e9');
}, 60_000);

test('so it has on a server where the first one is gone', async () => {
  const before = await own('fraiseql');
  await ask('alter database fraiseql rename to gone');
  await restore('again');
  await ask('alter database gone rename to fraiseql');
  expect(await own('again')).toBe(before);
}, 60_000);

test('a check restores a database of any encoding and of other tablespaces', async () => {
  const { containers } = await runPod({
    object: onlyStep(rendered('CronJob', 'fraiseql-restore-check'), 'restore'),
    manifests: objects,
    env: { PGDATABASE: 'fraiseql' },
    before: (_, pod) => {
      writeDump(pod.volume('work'), good);
    },
  });
  expect(containers.map(({ code, lines }) => `${String(code)} ${String(lines.at(-1)?.message)}`)).toEqual([
    expect.stringMatching(/^0 .* restores: everything was counted/),
  ]);
}, 60_000);

test('what is secret in a setting is in no manifest', () => {
  expect(JSON.stringify(good.manifest)).not.toContain('motto');
});
