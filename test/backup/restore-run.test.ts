import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cli } from '../../src/cli.ts';
import { mayRestore } from '../../src/backup/restore/before-dump.ts';
import { backupConfigSchema } from '../../src/backup/config.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { madeUp } from '../cli/world.ts';
import { tool } from '../tool.ts';
import { owner } from '../s3/good.ts';
import type { S3 } from '../s3/server.ts';
import { backup } from '../good.ts';
import { freePort } from '../../engines/listen.ts';
import { postgresql } from '../pods/images.ts';
import type { Manifest } from '../pods/object.ts';
import { runPod } from '../pods/pod.ts';
import { bucketOf, cronJob, DumpServer, environment, login, manifests } from './dump-world.ts';

const server = new DumpServer();
const folder = mkdtempSync(join(tmpdir(), 'restore-run-'));
let s3: S3;
const live = 'shop';

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', owner.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', owner.secretAccessKey);
  await server.start();
  s3 = await bucketOf();
  await server.sql('postgres', `create database ${live} template sample`);
  const { reason } = await runPod({
    ...{ object: cronJob, manifests, secrets: { [backup.secret]: login } },
    env: environment(server, s3, live),
  });
  expect(reason).toBe('Completed');
  const config = backupConfigSchema.parse({
    ...{ environment: 'production', namespace: 'fraiseql', pointInTime: 'none', postgresMajor: 15 },
    database: { host: '127.0.0.1', port: server.postgres.port, database: live, tls: 'disable' },
    repository: { ...backup.repository, endpoint: s3.url },
    recovery: {
      image: 'registry.example.com/fraiseql-monitoring:0.1.0',
      postgresImage: 'docker.io/library/postgres:15.14-bookworm',
      awsCliImage: 'docker.io/amazon/aws-cli:2.31.0',
    },
  });
  writeFileSync(join(folder, 'backup.yaml'), toYaml(config));
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

const usual = { PATH: `${postgresql()}:${process.env.PATH ?? ''}`, PGUSER: 'postgres' };
let env: { PATH: string; PGUSER: string; PGPASSWORD?: string };
beforeEach(() => {
  env = { ...usual };
});

async function restore(...argv: readonly string[]) {
  const { world, said } = madeUp({ env });
  const work = join(folder, 'work');
  const config = join(folder, 'backup.yaml');
  const code = await cli(['restore', '--config', config, '--latest', '--work', work, '--run', ...argv], {
    ...world,
    now: () => new Date(),
  });
  return { code, ...said, left: readdirSync(work) };
}

test('a dump comes back as a new database, and the one that is there stays as it is', async () => {
  const { code, stdout, stderr, left } = await restore('--database', 'back_again');
  expect({ code, stderr: code === 0 ? '' : stderr, left }).toEqual({ code: 0, stderr: '', left: [] });
  expect(stdout).toContain('It is the database back_again: ');
  expect(stdout).toMatch(/download +\d+\.\d s .* at \d/);
  const users = (database: string) =>
    server.sql(database, 'select count(*)::int as n, max(name) as last from tb_user');
  expect(await users('back_again')).toEqual(await users(live));
}, 60_000);

test('the steps that follow put it in place while somebody is connected to both', async () => {
  const asked = ['--database', 'to-swap'];
  const { stdout } = await restore(...asked);
  const [, swap = ''] = /\n( +psql [^\n]*ON_ERROR_STOP=1[^]*?-c commit)\n/.exec(stdout) ?? [];
  const busy = [await server.connect(live), await server.connect('to-swap')];
  await server.sql('to-swap', "insert into tb_user (name) values ('of the new one')");
  const env = { PATH: `${postgresql()}:/usr/bin:/bin`, PGUSER: 'postgres' };
  const { code, output } = await tool('bash', ['-c', swap], { env });
  for (const client of busy) await client.end();
  expect(output).toMatch(/^BEGIN\nALTER DATABASE\nALTER DATABASE\nCOMMIT$/m);
  expect(code).toBe(0);
  const names = await server.sql('postgres', 'select datname from pg_database order by datname');
  expect(names.map(({ datname }) => String(datname).replace(/\d{8}t\d+/, 'T'))).toContain(`${live}_before_T`);
  const added = "delete from tb_user where name = 'of the new one' returning name";
  expect(await server.sql(live, added)).toHaveLength(1);
}, 60_000);

describe('before anything is downloaded', () => {
  const refused = async (says: string, ...argv: readonly string[]) => {
    const { code, stdout, stderr, left } = await restore(...argv);
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('Downloading');
    expect(stderr).not.toContain('BACKUP_TARGET');
  };

  test('a server that does not answer is told of', async () => {
    const port = String(await freePort());
    await refused(`The server 127.0.0.1:${port} does not answer: `, '--server', `127.0.0.1:${port}`);
  });

  test('a login that is refused is told of', async () => {
    Object.assign(env, { PGUSER: login.username, PGPASSWORD: 'another' });
    await refused('refuses the login: password authentication failed for user "backup". Look at PGUSER');
    delete env.PGPASSWORD;
    await refused('refuses the login: fe_sendauth: no password supplied. Look at PGUSER');
  });

  test('a role that may not create databases is told of', async () => {
    Object.assign(env, { PGUSER: login.username, PGPASSWORD: login.password });
    await refused('The role backup may not create databases');
  });

  test('the name of the live database is refused', async () => {
    await refused(`--database is ${live}, the live one`, '--database', live);
  });

  test('a client that is not there is told of', async () => {
    env.PATH = '/nowhere';
    await refused('psql is not on the PATH here');
  });

  test('a server that is older than the dump is told of', async () => {
    const into = {
      ...({ kind: 'database', name: 'of_99' } as const),
      server: { host: '127.0.0.1', port: server.postgres.port },
    };
    const variables = { ...env, PGHOST: into.server.host, PGPORT: String(into.server.port) };
    const { signal: stopped } = new AbortController();
    const plan = { into, database: live, postgresMajor: 99 };
    await expect(mayRestore({ plan, env: variables, stopped })).rejects.toThrow(
      /^The server is PostgreSQL \d+\.\d+.*, and the dump is of 99: restore into one of the same version/,
    );
    await mayRestore({ plan: { ...plan, postgresMajor: 14 }, env: variables, stopped });
  });
});

test('a database that is there is refused, and stays', async () => {
  await server.sql('postgres', 'create database taken');
  await server.sql('taken', 'create table mine as select 1');
  const { code, stdout, stderr, left } = await restore('--database', 'taken');
  expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
  expect(stderr).not.toContain('Downloading');
  expect(stderr).toContain('There is a database taken already');
  expect(await server.sql('taken', 'select count(*)::int as n from mine')).toEqual([{ n: 1 }]);
}, 60_000);

test('a dump whose bytes were changed in the bucket is not restored', async () => {
  const [dump] = s3.objects(backup.repository.bucket).filter(({ key }) => key.endsWith('database.sql.gz'));
  dump?.body.writeUInt8((dump.body.readUInt8(100) + 1) % 256, 100);
  const { code, stderr, left } = await restore('--database', 'flipped');
  expect({ code, left }).toEqual({ code: 1, left: [] });
  expect(stderr).toMatch(/database\.sql\.gz (has another SHA-256|differs from what S3 took)/);
  expect(await server.sql('postgres', "select from pg_database where datname = 'flipped'")).toEqual([]);
}, 60_000);

test('a connection that breaks in the middle goes on where it broke', async () => {
  const [dump] = s3.objects(backup.repository.bucket).filter(({ key }) => key.endsWith('database.sql.gz'));
  dump?.body.writeUInt8((dump.body.readUInt8(100) + 255) % 256, 100);
  s3.faults.plan({ kind: 'reset-answer', method: 'GET', path: /database\.sql\.gz/ });
  const struck = s3.faults.struck;
  expect((await restore('--database', 'broken_once')).code).toBe(0);
  expect(s3.faults.struck).toBe(struck + 1);
}, 60_000);

test('the Job for Kubernetes does the same in a pod', async () => {
  const env = { PGUSER: 'postgres' };
  const { world, said } = madeUp({ env });
  const config = join(folder, 'backup.yaml');
  const argv = ['--latest', '--database', 'by_a_job', '--secret', 'admin', '--kubernetes'];
  expect(await cli(['restore', '--config', config, ...argv], { ...world, now: () => new Date() })).toBe(0);
  const objects = loadAll(said.stdout) as Manifest[];
  const secrets = { admin: { username: 'postgres', password: 'not asked for' } };
  const aws = { AWS_ACCESS_KEY_ID: owner.accessKeyId, AWS_SECRET_ACCESS_KEY: owner.secretAccessKey };
  const job = { object: objects.at(-1) ?? {}, manifests: [...manifests, ...objects], secrets, env: aws };
  const { reason, containers } = await runPod(job);
  expect(containers.map(({ name, code, stderr }) => ({ name, code, stderr }))).toEqual([
    { name: 'download', code: 0, stderr: '' },
    { name: 'restore', code: 0, stderr: '' },
  ]);
  expect(reason).toBe('Completed');
  const count = 'select count(*)::int as n from tb_user';
  expect(await server.sql('by_a_job', count)).toEqual(await server.sql(live, count));
}, 60_000);
