import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { dumpManifestSchema, type DumpManifest } from '../../src/backup/manifest.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { complete } from '../good.ts';
import type { PostgreSql } from '../platform/postgresql.ts';
import { runPod } from '../pods/pod.ts';
import { tool } from '../tool.ts';

/** Production's objects, as they are rendered. */
export const objects = makeEnvironment(complete).manifests.map(
  ({ object }) => object as unknown as Readonly<Record<string, unknown>>,
);

/** A dump, as it was downloaded. */
export interface Dump {
  readonly manifest: DumpManifest;
  /** Its files, by name. */
  readonly files: Readonly<Record<string, Buffer>>;
}

export const sqlOf = ({ files }: Dump): string => gunzipSync(files['database.sql.gz'] ?? '').toString();
export const rolesOf = ({ files }: Dump): string => (files['roles.sql'] ?? '').toString();

/** Makes the database of these tests. */
export async function makeDatabase({ folder, port }: PostgreSql): Promise<void> {
  const file = join(folder, 'content.sql');
  writeFileSync(file, content);
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-qX', '-v', 'ON_ERROR_STOP=1'];
  const { code, output } = await tool('psql', [...args, '-f', file]);
  if (code !== 0) throw new Error(output);
}

/** Some of everything that is counted. */
const content = `
  create role app_owner login password 'never in a dump'; create role app_ro; grant app_ro to app_owner;
  create database fraiseql owner app_owner;
  \\c fraiseql
  set role app_owner;
  create table tb_user (id bigint generated always as identity primary key, email text unique, note text check (note <> ''));
  insert into tb_user (email, note) select i || '@example.com', md5(i::text) from generate_series(1, 2000) i;
  create table tb_note (at int, "what it Says" text);
  insert into tb_note select i, E'a "quoted"\\tline ' || i from generate_series(1, 300) i;
  create table tb_post (id serial primary key, author bigint references tb_user, body text);
  insert into tb_post (author, body) select 1 + i % 2000, md5(i::text) from generate_series(1, 3000) i;
  create index tb_post_author on tb_post (author);
  create table tb_log (at date, what text) partition by range (at);
  create table tb_log_2026 partition of tb_log for values from ('2026-01-01') to ('2027-01-01');
  insert into tb_log select '2026-03-07', i from generate_series(1, 100) i;
  alter table tb_user enable row level security; create policy own on tb_user to app_ro using (true);
  create view v_user as select id, email from tb_user;
  create function answer() returns int language sql as 'select 42';
  grant select on all tables in schema public to app_ro;`;

/** Takes a dump as the CronJob does. */
export async function takeDump(postgres: PostgreSql): Promise<Dump> {
  const folder = mkdtempSync(join(tmpdir(), 'dump-'));
  const { reason, containers } = await runPod({
    object: onlyFirst(rendered('CronJob', 'fraiseql-backup')),
    manifests: objects,
    secrets: { 'fraiseql-backup-database': { username: 'postgres', password: 'of no use' } },
    env: { PGHOST: '127.0.0.1', PGPORT: String(postgres.port), PGSSLMODE: 'disable', PGDATABASE: 'fraiseql' },
    before: (name, pod) => {
      if (name === 'upload') cpSync(pod.volume('work'), folder, { recursive: true });
    },
  });
  if (reason !== 'Completed') throw new Error(JSON.stringify(containers));
  const read = (name: string) => readFileSync(join(folder, name));
  const manifest = dumpManifestSchema.parse(JSON.parse(read('manifest.json').toString()));
  const names = Object.keys(manifest.files);
  const files = Object.fromEntries(names.map((name) => [name, read(`out/${name}`)]));
  rmSync(folder, { recursive: true });
  return { manifest, files };
}

/** An object as it was rendered: a copy. */
export function rendered(kind: string, name: string): Job {
  const found = objects.find((one) => one.kind === kind && (one.metadata as { name?: string }).name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`);
  return structuredClone(found) as unknown as Job;
}

/** A CronJob of several steps. */
export interface Job extends Record<string, unknown> {
  readonly spec: { jobTemplate: { spec: { template: { spec: Steps } } } };
}

interface Steps {
  initContainers?: Step[];
  containers: Step[];
}

interface Step {
  name: string;
  command: string[];
}

/** The same with a last step that does nothing. */
function onlyFirst(job: Job): Job {
  for (const step of job.spec.jobTemplate.spec.template.spec.containers) step.command = ['true'];
  return job;
}

/** One step of it alone. */
export function onlyStep(job: Job, name: string): Job {
  const pod = job.spec.jobTemplate.spec.template.spec;
  pod.containers = [...(pod.initContainers ?? []), ...pod.containers].filter((step) => step.name === name);
  delete pod.initContainers;
  return job;
}

/** The dump with other files, which its manifest tells as they now are: what is left to notice is inside of them. */
export function withFiles(dump: Dump, changes: Dump['files']): Dump {
  const files = { ...dump.files, ...changes };
  const told = Object.entries(files).map(([name, body]) => [
    name,
    { bytes: body.length, sha256: hash(body) },
  ]);
  return { files, manifest: { ...dump.manifest, files: Object.fromEntries(told) as DumpManifest['files'] } };
}

const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex');

/** The dump with other SQL. @throws where nothing is changed by it */
export function withSql(dump: Dump, change: (sql: string) => string): Dump {
  const sql = sqlOf(dump);
  const changed = change(sql);
  if (changed === sql) throw new Error('The SQL of the dump is what it was.');
  return withFiles(dump, { 'database.sql.gz': gzipSync(changed) });
}

/** SQL of pg_dump without the parts whose heading matches. */
export const without = (heading: RegExp) => (sql: string) =>
  sql
    .split(/\n(?=--\n-- (?:Data for )?Name: )/)
    .filter((part, at) => at === 0 || !heading.test(part.slice(0, part.indexOf('\n', 6))))
    .join('\n');

/** Puts a dump into the folder of a pod, as `download.sh` does. @param id of the dump that was asked for */
export function writeDump(work: string, { manifest, files }: Dump, id = manifest.id): void {
  mkdirSync(join(work, 'in'), { recursive: true });
  writeFileSync(join(work, 'id'), `${id}\n`);
  writeFileSync(join(work, 'in/manifest.json'), JSON.stringify(manifest));
  for (const [name, body] of Object.entries(files)) writeFileSync(join(work, 'in', name), body);
}
