import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgreSql } from '../platform/postgresql.ts';
import { until } from '../platform/until.ts';
import { tool } from '../tool.ts';
import { makeDatabase, takeDump, withFiles, withSql, writeDump, type Dump } from './check-dump.ts';
import { programs } from './postgres-programs.ts';

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

async function ask(sql: string, database = 'postgres'): Promise<string> {
  const args = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', '-XAtq', '-d', database];
  const { code, output } = await tool('psql', [...args, '-c', sql]);
  if (code !== 0) throw new Error(output);
  return output.trim();
}
const databases = () =>
  ask("select string_agg(datname, ' ' order by datname) from pg_database where not datistemplate");
/** What the live database holds, to see that nobody touched it. */
const live = () => ask("select md5(string_agg(t::text, '' order by id)) from tb_user t", 'fraiseql');

const scripts = fileURLToPath(new URL('../../src/backup/scripts', import.meta.url));

interface Line {
  readonly level: string;
  readonly phase: string;
  readonly message: string;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
}

/** A restore that runs on this machine, as `fraiseql-monitoring restore` starts it. */
class Restore {
  readonly work = mkdtempSync(join(postgres.folder, 'restore-'));
  private readonly child: ChildProcess;
  private output = '';
  readonly code: Promise<number>;

  constructor(dump: Dump, env: Readonly<Record<string, string>> = {}) {
    writeDump(this.work, dump);
    this.child = spawn('bash', [join(scripts, 'restore.sh')], {
      env: {
        ...{ PATH: `${dirname(programs('psql'))}:/usr/bin:/bin`, HOME: this.work, TMPDIR: this.work },
        ...{ BACKUP_WORK: this.work, BACKUP_SCRIPTS: scripts, BACKUP_PROGRESS_SECONDS: '0.05' },
        ...{ PGHOST: '127.0.0.1', PGPORT: String(postgres.port), PGUSER: 'postgres', PGSSLMODE: 'disable' },
        ...{ PGDATABASE: 'fraiseql', BACKUP_TARGET: 'fraiseql_new' },
        ...env,
      },
    });
    this.child.stdout?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.child.stderr?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.code = new Promise((resolve) =>
      this.child.once('close', (code) => {
        resolve(code ?? -1);
      }),
    );
  }

  /** Its lines so far: all that it says is JSON. */
  get lines(): readonly Line[] {
    return this.output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  /** Its exit code, and the line of its error. */
  async said(): Promise<string> {
    const code = await this.code;
    const error = this.lines.find(({ level }) => level === 'error');
    return `${String(code)} ${error?.phase ?? ''}: ${error?.message ?? ''}`;
  }
}

const slow = (dump: Dump) =>
  withSql(dump, (sql) => sql.replace(/\nALTER TABLE ONLY/, '\nSELECT pg_sleep(60);\nALTER TABLE ONLY'));

describe('a restore into a running server', () => {
  test('makes a new database, which is what the manifest says and belongs to whom the live one belongs to', async () => {
    await ask('drop owned by app_ro; drop role app_ro', 'fraiseql');
    await ask('create role app_reader; alter role app_owner createdb');
    const before = await live();
    const restore = new Restore(withLogin(good));
    expect(await restore.said()).toBe('0 : ');
    expect(await ask('select count(*), sum(id) from tb_user', 'fraiseql_new')).toBe('2000|2001000');
    expect(await ask("select pg_get_userbyid(datdba) from pg_database where datname = 'fraiseql_new'")).toBe(
      'app_owner',
    );
    expect(await live()).toBe(before);

    const result = JSON.parse(readFileSync(join(restore.work, 'restore.json'), 'utf8')) as {
      seconds: object;
    };
    expect(result).toMatchObject({
      ...{
        id: good.manifest.id,
        database: 'fraiseql_new',
        tables: 4,
        rows: 5400,
        rolesWithoutPassword: ['app_ro'],
      },
    });
    expect(Object.keys(result.seconds)).toEqual(['verify', 'roles', 'restore', 'compare', 'analyze']);
    const warnings = restore.lines.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warnings).toEqual([
      'These roles have no password yet, and cannot log in by one: app_ro. Set it with \\password in psql.',
    ]);
    // A role that was there keeps what it has.
    expect(await ask("select rolcreatedb from pg_roles where rolname = 'app_owner'")).toBe('t');
    await ask('drop database fraiseql_new');
  });

  test('needs no superuser, but one who may make databases and is a member of those that own tables', async () => {
    await ask("create role restorer login createdb password 'of the restorer'");
    const login = { PGUSER: 'restorer', PGPASSWORD: 'of the restorer' };
    expect(await new Restore(good, login).said()).toMatch(
      /^32 restore: The role may not restore that: ERROR: {2}must be member of role "app_owner"\. The role that restores is best a superuser/,
    );
    await ask('grant app_owner to restorer');
    expect(await new Restore(good, login).said()).toBe('0 : ');
    await ask('drop database fraiseql_new');
  });

  test('says how far it is', async () => {
    const restore = new Restore(slow(good));
    await until(() => Promise.resolve(restore.lines.filter(({ bytesDone = 0 }) => bytesDone > 0).length > 2));
    restore.stop();
    await restore.code;
    for (const { bytesDone = 0, bytesTotal = 0 } of restore.lines.filter(
      ({ level, phase }) => level === 'info' && phase === 'restore',
    )) {
      expect(bytesTotal).toBe(good.manifest.facts.databaseBytes);
      expect(bytesDone).toBeLessThanOrEqual(bytesTotal);
    }
  });

  test('that is interrupted half way drops its database, and no other', async () => {
    const [before, there] = [await live(), await databases()];
    const restore = new Restore(slow(good));
    await until(
      async () =>
        (await ask("select count(*) from pg_stat_activity where query like 'SELECT pg_sleep%'")) === '1',
    );
    expect(await databases()).toMatch(/fraiseql_new_partial_/);
    const began = performance.now();
    restore.stop();
    expect(await restore.said()).toMatch(/^143 restore: Stopped by SIGTERM/);
    expect(performance.now() - began).toBeLessThan(5000);
    expect([await live(), await databases()]).toEqual([before, there]);
  });

  test('of a dump that is not what its manifest says drops its database', async () => {
    const there = await databases();
    const dump = withSql(good, (sql) => sql.replace(/^17\ta "quoted".*\n/m, ''));
    expect(await new Restore(dump).said()).toMatch(
      /^33 compare: .*table public\.tb_note has 299 rows instead of 300/,
    );
    expect(await databases()).toBe(there);
  });

  test('leaves a database that is there as it is, and the live one', async () => {
    await ask('create database there');
    await ask('create table mine (a int)', 'there');
    expect(await new Restore(good, { BACKUP_TARGET: 'there' }).said()).toMatch(
      /^32 prepare: There is a database there already/,
    );
    expect(await ask('select count(*) from mine', 'there')).toBe('0');
    await ask('drop database there');
    const before = await live();
    expect(await new Restore(good, { BACKUP_TARGET: 'fraiseql' }).said()).toMatch(
      /^10 settings: BACKUP_TARGET is fraiseql, the live database: .* such as fraiseql_restored/,
    );
    expect(await live()).toBe(before);
  });

  test.each<[string, (dump: Dump) => Dump, Readonly<Record<string, string>>, RegExp]>([
    [
      'a password that is wrong',
      (dump) => dump,
      { PGUSER: 'app_owner', PGPASSWORD: 'wrong' },
      /^11 connect: The server refuses the login: .*password authentication failed/,
    ],
    [
      'a server that is not there',
      (dump) => dump,
      { PGPORT: '1' },
      /^11 connect: The server does not answer: .*Connection refused/,
    ],
    [
      'a name that is none',
      (dump) => dump,
      { BACKUP_TARGET: 'New; --' },
      /^10 settings: BACKUP_TARGET is 'New; --', which is no name/,
    ],
    [
      'a server that is older',
      (dump) => ({ ...dump, manifest: { ...dump.manifest, server: { ...dump.manifest.server, major: 99 } } }),
      {},
      /^32 prepare: The server's major version is lower than that of the dump \(15/,
    ],
    [
      'an extension that the server has not',
      (dump) =>
        withSql(dump, (sql) => sql.replace(/\nCREATE TABLE/, '\nCREATE EXTENSION nowhere;\nCREATE TABLE')),
      {},
      /^32 restore: The server lacks the extension nowhere, which the database uses\. Install it on the server/,
    ],
    [
      'a file that was changed',
      ({ manifest, files }) => ({
        manifest,
        files: { ...files, 'roles.sql': Buffer.from(String(files['roles.sql']).replace('app_ro', 'app_rw')) },
      }),
      {},
      /^31 verify: roles\.sql of \S+ differs from its manifest/,
    ],
  ])('says what to do about %s, and leaves nothing', async (_, change, env, said) => {
    const there = await databases();
    expect(await new Restore(change(good), env).said()).toMatch(said);
    expect(await databases()).toBe(there);
  });
});

/** The dump with a role that may log in. */
const withLogin = (dump: Dump): Dump =>
  withFiles(dump, {
    'roles.sql': Buffer.from(
      String(dump.files['roles.sql']).replace(/(ALTER ROLE app_ro WITH .*)NOLOGIN/, '$1LOGIN'),
    ),
  });
