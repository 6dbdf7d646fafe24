import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../engines/listen.ts';
import { backup } from '../good.ts';
import { postgresql } from '../pods/images.ts';
import type { Pod, PodProps, Result } from '../pods/pod.ts';
import type { Fault } from '../s3/faults.ts';
import type { S3 } from '../s3/server.ts';
import { until } from '../platform/until.ts';
import {
  bucket,
  bucketOf,
  DumpServer,
  dumpPod,
  ends,
  environment,
  login,
  madeBy,
  newNames,
  putPrevious,
  textOf,
  uploadPod,
  type Made,
} from './dump-world.ts';
import { olderThan } from './rewriting-proxy.ts';

const server = new DumpServer();
let made: Made;
beforeAll(async () => {
  await server.start();
  await server.sql(
    'postgres',
    `create role weak login password 'weak'; create role broke login password 'broke' connection limit 0`,
  );
  const s3 = await bucketOf();
  made = await madeBy(environment(server, s3, await server.database()));
  await s3.stop();
}, 60_000);
afterAll(() => server.stop(), 60_000);

/** What a test of a fault has at hand. */
interface Scene {
  readonly database: string;
  readonly s3: S3;
  readonly env: Readonly<Record<string, string>>;
}

/** What is the matter, how each container ends, what it says last, and what of it is in the bucket. */
interface Row {
  readonly fault: string;
  readonly run: (scene: Scene) => Promise<Result>;
  readonly ends: readonly string[];
  readonly says: RegExp;
  /** @default - nothing */
  readonly leaves?: readonly string[];
}

const pod = (more: Partial<PodProps> | ((scene: Scene) => Partial<PodProps>)) => (scene: Scene) =>
  dumpPod(scene.env, typeof more === 'function' ? more(scene) : more).ended;
const after =
  (sql: string, more: Partial<PodProps> = {}) =>
  async (scene: Scene) => {
    await server.sql(scene.database, sql);
    return dumpPod(scene.env, more).ended;
  };
const as = (username: string, password: string) => ({ secrets: { [backup.secret]: { username, password } } });

/** Runs a dump of a database that takes a while, and does something in the middle of it. */
const during =
  (act: (running: Pod, database: string) => Promise<unknown>, more: Partial<PodProps> = {}) =>
  async ({ env }: Scene) => {
    const database = await server.slowDatabase();
    const running = dumpPod({ ...env, PGDATABASE: database }, more);
    await until(async () => (await backends(database, `COPY public.big%`)).length > 0);
    await act(running, database);
    return running.ended;
  };

const backends = (database: string, query: string) =>
  server.sql(
    'postgres',
    `select pid from pg_stat_activity where datname = '${database}' and usename = '${login.username}' and query like '${query}'`,
  );
const end = (which: string) => (_: Pod, database: string) =>
  server.sql(
    'postgres',
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and usename = '${login.username}' and ${which}`,
  );

/** Holds a lock on a table while something is done. */
async function locked<T>(database: string, then: () => Promise<T>): Promise<T> {
  const client = await server.connect(database);
  await client.query('begin; lock table tb_user in access exclusive mode');
  try {
    return await then();
  } finally {
    await client.end();
  }
}

/** Puts a program before that of the image. */
const instead = (name: string, script: string): Partial<PodProps> => ({
  env: { PATH: `/backup/bin:/image/bin:${postgresql()}` },
  before: (_, running) => {
    const bin = join(running.volume('work'), 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, name), `#!/image/bin/bash\n${script}\n`, { mode: 0o755 });
  },
});

const dumps: readonly Row[] = [
  {
    fault: 'pg_dump ends too early, and says that all is well',
    run: pod(instead('pg_dump', `${postgresql()}/pg_dump "$@" | head -c 20000; exit 0`)),
    ends: ['dump 15 dump'],
    says: /its last line is not there/,
  },
  {
    fault: 'gzip writes something else than it should',
    run: pod(
      instead('gzip', 'if [ "$1" = -6 ]; then /usr/bin/gzip -6 | tr a b; else exec /usr/bin/gzip "$@"; fi'),
    ),
    ends: ['dump 15 dump'],
    says: /cannot be decompressed/,
  },
  {
    fault: 'the database is down',
    run: async ({ env }) => dumpPod({ ...env, PGPORT: String(await freePort()) }).ended,
    ends: ['dump 11 connect'],
    says: /does not answer.*Connection refused/,
  },
  {
    fault: 'the password is wrong',
    run: pod(as(login.username, 'another')),
    ends: ['dump 11 connect'],
    says: /refuses the login/,
  },
  {
    fault: 'there is no such role',
    run: pod(as('nobody', 'x')),
    ends: ['dump 11 connect'],
    says: /refuses the login/,
  },
  {
    fault: 'there is no such database',
    run: pod({ env: { PGDATABASE: 'none' } }),
    ends: ['dump 11 connect'],
    says: /no such database/,
  },
  {
    fault: 'the server has no connection left',
    run: pod(as('broke', 'broke')),
    ends: ['dump 11 connect'],
    says: /no connection left/,
  },
  {
    fault: 'pg_dump is older than the server',
    run: async ({ env }) => {
      const proxy = await olderThan(server.postgres.port, '16');
      return dumpPod({ ...env, PGPORT: String(proxy.port) }).ended.finally(proxy.stop);
    },
    ends: ['dump 12 connect'],
    says: /pg_dump is version 15 and the server 16: set backup.postgresMajor/,
  },
  {
    fault: 'the role may not read a table',
    run: after(
      'grant select on all tables in schema public to weak; revoke select on log_2026 from weak',
      as('weak', 'weak'),
    ),
    ends: ['dump 13 snapshot'],
    says: /may not read all of 1 of the tables, such as public.log_2026: it needs pg_read_all_data/,
  },
  {
    fault: 'a policy hides rows from the role',
    run: after(
      'alter table tb_user enable row level security; create policy mine on tb_user using (id < 10)',
    ),
    ends: ['dump 13 snapshot'],
    says: /public.tb_user: it needs pg_read_all_data, and BYPASSRLS/,
  },
  {
    fault: 'a table is locked by a migration',
    run: ({ env, database }) =>
      locked(database, () => dumpPod({ ...env, BACKUP_LOCK_TIMEOUT: '200ms' }).ended),
    ends: ['dump 14 dump'],
    says: /locked by somebody else for more than 200ms/,
  },
  {
    fault: 'the connection of pg_dump is ended',
    run: during(end(`query like 'COPY%'`)),
    ends: ['dump 14 dump'],
    says: /ended the connection/,
  },
  {
    fault: 'the session with the snapshot is ended',
    run: during(end(`query not like 'COPY%'`)),
    ends: ['dump 13 facts'],
    says: /terminating connection due to administrator command/,
  },
  {
    fault: 'the disk is full',
    run: async ({ env }) =>
      dumpPod({ ...env, PGDATABASE: await server.slowDatabase() }, { sizes: { work: '4m' } }).ended,
    ends: ['dump 14 dump'],
    says: /The disk is full: raise backup.scratchGiB/,
  },
  {
    fault: 'the disk is full before anything is dumped',
    run: pod({ sizes: { work: '4k' } }),
    ends: ['dump 14 snapshot'],
    says: /disk is full/,
  },
  {
    fault: 'the database has no table',
    run: pod({ env: { PGDATABASE: 'template1' } }),
    ends: ['dump 16 snapshot'],
    says: /has no table/,
  },
  {
    fault: 'every table of the database is empty',
    run: after('truncate tb_user, "Tb ""odd"", name", log'),
    ends: ['dump 16 facts'],
    says: /No table of the database has a row/,
  },
  {
    fault: 'the roles cannot be read',
    run: after(
      'grant select on all tables in schema public to weak; grant select on all sequences in schema public to weak; revoke select on pg_auth_members from public',
      as('weak', 'weak'),
    ),
    ends: ['dump 17 roles'],
    says: /The roles cannot be read/,
  },
  {
    fault: 'settings are missing',
    run: pod({ env: { PGHOST: '', PGSSLMODE: '' } }),
    ends: ['dump 10 settings'],
    says: /not set: PGHOST PGSSLMODE/,
  },
  {
    fault: 'the Secret is empty',
    run: pod(as(login.username, '')),
    ends: ['dump 10 settings'],
    says: /has no password/,
  },
  {
    fault: 'SIGTERM in the middle of the dump',
    run: during((running) => running.terminate()),
    ends: ['dump 143 dump'],
    says: /Stopped by SIGTERM/,
  },
  {
    fault: 'SIGTERM while it waits for a lock',
    run: ({ env, database }) =>
      locked(database, async () => {
        const running = dumpPod(env);
        await until(async () => (await backends(database, '%lock table%')).length > 0);
        return running.terminate();
      }),
    ends: ['dump 143 snapshot'],
    says: /Stopped by SIGTERM/,
  },
  {
    fault: 'SIGKILL in the middle of the dump',
    run: during((running) => Promise.resolve(running.process('dump')?.signal('SIGKILL'))),
    ends: ['dump 137 silent'],
    says: /^$/,
  },
  {
    fault: 'the deadline',
    run: during((running) => running.expire()),
    ends: ['dump 143 dump'],
    says: /Stopped by SIGTERM/,
  },
  {
    fault: 'another dump runs',
    run: ({ env, database }) =>
      locked(database, async () => {
        const first = dumpPod(env);
        await until(async () => (await backends(database, '%lock table%')).length > 0);
        const second = await dumpPod(env, { name: 'fraiseql-backup-zzzzz' }).ended;
        await first.terminate();
        return second;
      }),
    ends: ['dump 75 connect'],
    says: /Another dump of this database runs/,
  },
];

const whole = ['database.sql.gz', 'manifest.json', 'roles.sql'];
const files = ['database.sql.gz', 'roles.sql'];

/** Uploads with faults of S3. */
const upload =
  (faults: readonly Fault[], env: Readonly<Record<string, string>> = {}) =>
  (scene: Scene) => {
    scene.s3.faults.plan(...faults);
    return uploadPod(made, scene.env, { env }).ended;
  };
const always = (kind: Fault['kind'], method: string, path: RegExp): Fault => ({
  kind,
  method,
  path,
  times: 99,
});
const database = /database\.sql\.gz/;

/** Does something while the client waits for an answer to its upload. */
const whileHanging =
  (act: (running: Pod) => unknown) =>
  async ({ s3, env }: Scene) => {
    s3.faults.plan({ kind: 'hang', method: 'PUT', path: database });
    const running = uploadPod(made, env);
    await until(() => Promise.resolve(s3.faults.struck > 0));
    act(running);
    return running.ended;
  };

/** Spoils what lies between the two containers. */
const spoilt =
  (change: (files: Record<string, Buffer>) => void) =>
  ({ env }: Scene) => {
    const copy: Record<string, Buffer> = { ...made.files };
    change(copy);
    return uploadPod({ files: copy }, env).ended;
  };

const uploads: readonly Row[] = [
  {
    fault: 'S3 answers 500 forever',
    run: upload([always('internal-error', 'PUT', database)]),
    ends: ['upload 22 upload'],
    says: /cannot be uploaded.*InternalError/,
  },
  {
    fault: 'S3 answers 503 twice, and breaks a connection',
    run: upload(
      [
        { kind: 'slow-down', method: 'PUT', path: database, times: 2 },
        { kind: 'reset', method: 'PUT', path: /roles/ },
      ],
      { AWS_MAX_ATTEMPTS: '3' },
    ),
    ends: ['upload 0 finish'],
    says: /is in s3/,
    leaves: whole,
  },
  {
    fault: 'S3 has it, and every answer that says so is lost',
    run: upload([always('reset-after-success', 'PUT', /database\.sql\.gz$/)]),
    ends: ['upload 0 finish'],
    says: /is in s3/,
    leaves: whole,
  },
  {
    fault: 'S3 breaks every connection',
    run: upload([always('reset', 'PUT', database)]),
    ends: ['upload 22 upload'],
    says: /cannot be uploaded.*[Cc]onnection/,
  },
  {
    fault: 'S3 does not answer',
    run: upload([always('hang', 'PUT', database)], { BACKUP_READ_TIMEOUT: '1', AWS_MAX_ATTEMPTS: '2' }),
    ends: ['upload 22 upload'],
    says: /cannot be uploaded.*timeout/i,
  },
  {
    fault: 'half of the upload is kept',
    run: upload([always('truncate', 'PUT', database)]),
    ends: ['upload 23 look'],
    says: /otherwise than it was sent. Bytes/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'a bit of the upload is turned',
    run: upload([always('flip', 'PUT', database)]),
    ends: ['upload 24 read-back'],
    says: /back otherwise than it was sent/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'half of it is given back',
    run: upload([always('half-answer', 'GET', database)]),
    ends: ['upload 24 read-back'],
    says: /back otherwise|read again/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'the key may not be used',
    run: upload([always('denied', 'PUT', database)]),
    ends: ['upload 22 upload'],
    says: /cannot be uploaded.*AccessDenied/,
  },
  {
    fault: 'it is encrypted by another key that there is',
    run: upload([always('other-key', 'PUT', database)]),
    ends: ['upload 23 look'],
    says: /-other.* instead of/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'it is encrypted by S3 alone',
    run: upload([always('other-encryption', 'PUT', database)]),
    ends: ['upload 23 look'],
    says: /AES256.* instead of/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'a key that nobody knows is set',
    run: upload([], { BACKUP_KMS_KEY: 'arn:aws:kms:eu-central-1:123456789012:key/none' }),
    ends: ['upload 22 upload'],
    says: /cannot be uploaded/,
  },
  {
    fault: 'HEAD answers 500',
    run: upload([always('internal-error', 'HEAD', database)]),
    ends: ['upload 23 look'],
    says: /cannot be looked at/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'it may not be read again',
    run: upload([always('denied', 'GET', database)]),
    ends: ['upload 24 read-back'],
    says: /cannot be read again/,
    leaves: ['database.sql.gz'],
  },
  {
    fault: 'the manifest is refused',
    run: upload([always('internal-error', 'PUT', /manifest/)]),
    ends: ['upload 25 manifest'],
    says: /without it there is no backup/,
    leaves: files,
  },
  {
    fault: 'tags are refused',
    run: upload([always('denied', 'PUT', /tagging/)]),
    ends: ['upload 26 tags'],
    says: /is whole, but one before it cannot be tagged/,
    leaves: whole,
  },
  {
    fault: 'the bucket cannot be listed',
    run: upload([always('denied', 'GET', /list-type/)]),
    ends: ['upload 20 repository'],
    says: /cannot be listed.*AccessDenied/,
  },
  {
    fault: 'there is no such bucket',
    run: upload([], { BACKUP_BUCKET: 'another-bucket' }),
    ends: ['upload 20 repository'],
    says: /cannot be listed.*NoSuchBucket/,
  },
  {
    fault: 'credentials are wrong',
    run: upload([], { AWS_SECRET_ACCESS_KEY: 'a guess' }),
    ends: ['upload 20 repository'],
    says: /cannot be listed.*SignatureDoesNotMatch/,
  },
  {
    fault: 'there are no credentials',
    run: upload([], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }),
    ends: ['upload 20 repository'],
    says: /cannot be listed.*credentials/i,
  },
  {
    fault: 'it has less than half the size of the one before',
    run: async (scene) => {
      await putPrevious(scene.s3, 1e6, '20200102T000000Z-abcde');
      return upload([])(scene);
    },
    ends: ['upload 21 floor'],
    says: /bytes, and 20200102T000000Z-abcde has 1000001: less than 0.5 of it/,
  },
  {
    fault: 'a setting is no number',
    run: upload([], { BACKUP_LEAST_SHARE: 'half' }),
    ends: ['upload 10 settings'],
    says: /is 'half', and is a number from 0 to 1/,
  },
  {
    fault: 'the dump is not there',
    run: spoilt((all) => delete all['manifest.json']),
    ends: ['upload 22 upload'],
    says: /has made no backup/,
  },
  {
    fault: 'the dump changed on the disk of the node',
    run: spoilt((all) => (all['out/database.sql.gz'] = Buffer.alloc(100))),
    ends: ['upload 22 upload'],
    says: /its SHA-256 differs/,
  },
  {
    fault: 'SIGTERM in the middle of the upload',
    run: whileHanging((running) => running.terminate()),
    ends: ['upload 143 upload'],
    says: /Stopped by SIGTERM/,
  },
  {
    fault: 'SIGKILL in the middle of the upload',
    run: whileHanging((running) => running.process('upload')?.signal('SIGKILL')),
    ends: ['upload 137 upload'],
    says: /Uploading database.sql.gz/,
  },
];

/** Each fault has a database and a bucket of its own; all of them have a backup from before, which nothing may touch. */
async function play(row: Row): Promise<void> {
  const [database, s3] = await Promise.all([server.database(), bucketOf()]);
  await putPrevious(s3, 60_000);
  const old = () =>
    s3
      .objects(bucket)
      .filter(({ key }) => key.includes('/20200101'))
      .map(({ key, body }) => `${key} ${String(body.length)}`);
  const previous = old();
  const result = await row.run({ database, s3, env: environment(server, s3, database) });
  await s3.stop();
  const said = JSON.stringify(result.containers);
  expect(ends(result), said).toEqual(row.ends);
  const last = result.containers.at(-1);
  expect(textOf(last?.lines.at(-1)?.message), said).toMatch(row.says);
  expect(newNames(s3)).toEqual(row.leaves ?? []);
  expect(old()).toEqual(previous);
  const code = last?.code ?? 0;
  const level = code === 137 ? undefined : code === 0 ? 'info' : 'error';
  if (level) expect(last?.lines.at(-1)).toMatchObject(level === 'info' ? { level } : { level, code });
  // Half a dump would fill the disk of the node until the pod is gone.
  if (last?.name === 'dump' && code !== 137)
    expect(result.left.filter((name) => !name.startsWith('bin'))).toEqual([]);
}

describe('a dump ends without a backup, and says why, where', () => {
  test.concurrent.each(dumps.map((row) => [row.fault, row] as const))('%s', (_, row) => play(row));
});

describe('an upload ends, and says how, where', () => {
  test.concurrent.each(uploads.map((row) => [row.fault, row] as const))('%s', (_, row) => play(row));
});
