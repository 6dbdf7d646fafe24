import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  type ObjectLockConfiguration,
} from '@aws-sdk/client-s3';
import { Client } from 'pg';
import { expect } from 'vitest';
import { makeEnvironment } from '../../src/stack.ts';
import { backupNames } from '../../src/model/names.ts';
import { backup, complete } from '../good.ts';
import { PostgreSql } from '../platform/postgresql.ts';
import { written } from './bucket.ts';
import { find, type Manifest } from '../pods/object.ts';
import { Pod, type PodProps, type Result } from '../pods/pod.ts';
import { clientOf, encryptBy, owner } from '../s3/good.ts';
import { startS3, type S3 } from '../s3/server.ts';

export const { bucket, kmsKey, prefix } = backup.repository;
export const login = { username: 'backup', password: "it's a secret" };

/** What production would be given, as it was synthesized. */
export const manifests: readonly Manifest[] = makeEnvironment(complete).manifests.map(
  ({ object }) => object as Manifest,
);

/** The CronJob of the dump. */
export const cronJob = find(manifests, 'CronJob', backupNames.dump);

/** A real PostgreSQL with a database for every test, and the role that the documents ask for. */
export class DumpServer {
  readonly postgres = new PostgreSql();
  private made = 0;
  private slow: Promise<void> | undefined;

  async start(): Promise<void> {
    await this.postgres.start();
    // Nobody will miss its data, and every test makes a database.
    await this.sql('postgres', 'alter system set fsync = off');
    await this.sql('postgres', 'select pg_reload_conf()');
    await this.sql(
      'postgres',
      `create role ${login.username} login password '${login.password.replace("'", "''")}' in role pg_read_all_data, pg_monitor`,
    );
    await this.sql('postgres', 'create database sample');
    await this.sql('sample', sample);
  }

  /** A new database like the sample. */
  async database(sql = ''): Promise<string> {
    const name = await this.copy('sample');
    if (sql !== '') await this.sql(name, sql);
    return name;
  }

  private async copy(template: string): Promise<string> {
    this.made += 1;
    const name = `db_${String(this.made)}`;
    await this.sql('postgres', `create database ${name} template ${template}`);
    return name;
  }

  /** A new database whose dump takes a second or two. */
  async slowDatabase(): Promise<string> {
    this.slow ??= this.makeSlow();
    await this.slow;
    return this.copy('slow');
  }

  private async makeSlow(): Promise<void> {
    await this.sql('postgres', 'create database slow template sample');
    await this.sql(
      'slow',
      'create table big as select md5(n::text) a, md5((-n)::text) b from generate_series(1, 300000) n',
    );
  }

  /** Runs SQL as the superuser, and gives the rows. */
  async sql(database: string, text: string): Promise<Record<string, unknown>[]> {
    const client = await this.connect(database);
    try {
      const answers = await client.query<Record<string, unknown>>(text);
      return [answers].flat().at(-1)?.rows ?? [];
    } finally {
      await client.end();
    }
  }

  /** A connection of the superuser. */
  async connect(database: string): Promise<Client> {
    const client = new Client({ host: '127.0.0.1', port: this.postgres.port, user: 'postgres', database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    this.postgres.remove();
  }
}

/** Rows, a sequence, partitions, names that must be quoted, a table without rows, and objects of most kinds. */
const sample = `
  create table tb_user (id bigint generated always as identity primary key, name text not null check (name <> ''));
  insert into tb_user (name) select 'user ' || n from generate_series(1, 5000) n;
  create table "Tb ""odd"", name" (id serial primary key, user_id bigint references tb_user);
  insert into "Tb ""odd"", name" (user_id) select n from generate_series(1, 700) n;
  create table log (at date not null, message text) partition by range (at);
  create table log_2026 partition of log for values from ('2026-01-01') to ('2027-01-01');
  create table log_other partition of log default;
  insert into log select date '2026-02-01' + n, md5(n::text) from generate_series(1, 900) n;
  create table nothing_yet (id int);
  create sequence never_used;
  create view names as select name from tb_user;
  create materialized view counts as select count(*) from tb_user;
  create function one() returns int language sql as 'select 1';`;

/** An S3 with the bucket, as its documents make it. */
export async function bucketOf(): Promise<S3> {
  const s3 = await startS3({ callers: [owner], kmsKeys: [kmsKey, `${kmsKey}-2`] });
  const client = clientOf(s3);
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  await encryptBy(client, kmsKey, bucket);
  const ObjectLockConfiguration = written('object-lock') as ObjectLockConfiguration;
  await client.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
  client.destroy();
  return s3;
}

/** A backup that is there already, of so many bytes. */
export async function putPrevious(s3: S3, bytes: number, id = '20200101T000000Z-abcde'): Promise<void> {
  const client = clientOf(s3);
  for (const [name, Body] of [
    ['database.sql.gz', Buffer.alloc(bytes)],
    ['roles.sql', '-'],
    ['manifest.json', '{}'],
  ] as const) {
    const Key = `${prefix}/dumps/${id}/${name}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ChecksumAlgorithm: 'SHA256' }));
  }
  client.destroy();
}

/** Names of what the bucket holds of backups that are not the previous one. */
export const newNames = (s3: S3): string[] =>
  s3
    .objects(bucket)
    .map(({ key }) => key.slice(`${prefix}/dumps/`.length))
    .filter((key) => !key.startsWith('2020'))
    .map((key) => key.replace(/^.*\//, ''))
    .sort();

/** Variables that a webhook of EKS would set, and where the engines of a test are. */
export const environment = (
  server: DumpServer,
  s3: S3,
  database: string,
): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: owner.accessKeyId,
  AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
  AWS_MAX_ATTEMPTS: '2',
  BACKUP_ENDPOINT: s3.url,
  PGHOST: '127.0.0.1',
  PGPORT: String(server.postgres.port),
  PGDATABASE: database,
  PGSSLMODE: 'disable',
});

/** A dump that another container made, and that only has to be uploaded. */
export interface Made {
  readonly files: Readonly<Record<string, Buffer>>;
}

/** The CronJob with the second of its two containers alone. */
const uploadOnly: Manifest = JSON.parse(JSON.stringify(cronJob), (key, value: unknown) =>
  key === 'initContainers' ? [] : value,
) as Manifest;

/** A pod of the dump. */
export const dumpPod = (env: Readonly<Record<string, string>>, more: Partial<PodProps> = {}): Pod =>
  new Pod({
    object: cronJob,
    manifests,
    secrets: { [backup.secret]: login },
    ...more,
    env: { ...env, ...more.env },
  });

/** What the first container hands to the second. */
export async function madeBy(env: Readonly<Record<string, string>>): Promise<Made> {
  const files: Record<string, Buffer> = {};
  const before = (container: string, pod: Pod) => {
    if (container !== 'upload') return;
    const work = pod.volume('work');
    for (const name of ['id', 'sha256sums', 'manifest.json', 'out/database.sql.gz', 'out/roles.sql'])
      files[name] = readFileSync(join(work, name));
    throw new Error('enough');
  };
  await expect(dumpPod(env, { before }).ended).rejects.toThrow('enough');
  return { files };
}

/** A pod whose first container has done its work already. */
export const uploadPod = (
  { files }: Made,
  env: Readonly<Record<string, string>>,
  more: Partial<PodProps> = {},
): Pod =>
  dumpPod(env, {
    object: uploadOnly,
    before: (_, pod) => {
      const work = pod.volume('work');
      mkdirSync(join(work, 'out'));
      for (const [name, content] of Object.entries(files)) writeFileSync(join(work, name), content);
      chmodSync(join(work, 'out'), 0o777);
    },
    ...more,
  });

/** How each container ended, and in which phase. */
export const ends = ({ containers }: Result): string[] =>
  containers.map(
    ({ name, code, lines }) => `${name} ${String(code)} ${textOf(lines.at(-1)?.phase) || 'silent'}`,
  );

/** A member of a line, as text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
