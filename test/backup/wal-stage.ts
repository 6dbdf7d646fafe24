import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Client } from 'pg';
import { backupConfigSchema, type BackupConfig } from '../../src/backup/config.ts';
import { baseManifestSchema, type BaseManifest } from '../../src/backup/manifest.ts';
import { openRepository } from '../../src/backup/reader.ts';
import { assemble } from '../../src/backup/restore/assemble.ts';
import { bytesOf, chain, leastOf, type Chain } from '../../src/backup/wal/chain.ts';
import { logIn } from '../../src/backup/wal/chunk.ts';
import { positionOf } from '../../src/backup/wal/lsn.ts';
import { startShipping } from '../../src/backup/wal/service.ts';
import { until } from '../platform/until.ts';
import { clientOf, key, owner } from '../s3/good.ts';
import { startS3, type S3 } from '../s3/server.ts';
import { tool } from '../tool.ts';
import { programs, userOf } from './postgres-programs.ts';

export const Bucket = 'a-bucket';
export const prefix = 'production';
const scripts = join(import.meta.dirname, '../../src/backup/scripts');

/** A program that runs, and what it said. */
export class Running {
  private text = '';
  private readonly closed: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    this.closed = once(child, 'close');
    child.stdout?.on('data', (data: Buffer) => {
      this.text += data.toString();
    });
    child.stderr?.on('data', (data: Buffer) => {
      this.text += data.toString();
    });
  }

  said(): string {
    return this.text;
  }

  /** Ends it, and waits until it has. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
    return this.child.exitCode;
  }

  async ended(): Promise<number> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    // What it said last may still be on its way; a server that it has left running keeps the way open.
    await Promise.race([this.closed, setTimeout(1000)]);
    return this.child.exitCode ?? -1;
  }
}

/** Shipping in this very process. */
export interface Shipping {
  readonly text: () => string;
  readonly end: () => Promise<void>;
  readonly url: () => string;
}

/** A server, what receives and ships its log, an S3, and what is restored from it: all real but S3, which is strict. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'wal-'));
  private readonly stops: (() => Promise<unknown>)[] = [];
  readonly s3!: S3;
  readonly client!: S3Client;
  readonly user = userOf('postgres');

  static async start(props: { readonly segment?: number; readonly options?: string } = {}): Promise<Stage> {
    const stage = new Stage();
    await stage.begin(props.segment ?? 1, props.options ?? '');
    return stage;
  }

  private async begin(segment: number, options: string): Promise<void> {
    chmodSync(this.folder, 0o777);
    const s3 = await startS3({ callers: [owner], kmsKeys: [key] });
    const client = clientOf(s3);
    Object.assign(this, { s3, client });
    await client.send(new CreateBucketCommand({ Bucket }));
    for (const name of ['wal', 'login', 'config']) this.makeFolder(name);
    writeFileSync(join(this.folder, 'login', 'username'), 'fraiseql_backup\n');
    writeFileSync(join(this.folder, 'login', 'password'), 'a password\n');
    await this.program('initdb', [
      ...['-D', this.path('data'), '-U', 'postgres', '-A', 'trust', '--no-sync', '--no-locale', '-E', 'UTF8'],
      `--wal-segsize=${String(segment)}`,
    ]);
    writeFileSync(
      this.path('data/pg_hba.conf'),
      'local all postgres,other trust\nlocal all fraiseql_backup scram-sha-256\nlocal replication fraiseql_backup scram-sha-256\n',
    );
    writeFileSync(
      this.path('data/postgresql.auto.conf'),
      `listen_addresses = ''\nunix_socket_directories = '${this.folder}'\nfsync = off\nmax_wal_size = ${String(Math.max(2 * segment, 2))}\nmin_wal_size = ${String(2 * segment)}\n${options}\n`,
    );
    await this.launch();
    await this.sql(
      `create role fraiseql_backup login replication password 'a password'; create table t (id bigint primary key generated always as identity, v text, at timestamptz default clock_timestamp())`,
    );
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  makeFolder(name: string): string {
    mkdirSync(this.path(name), { recursive: true });
    if (this.user) chownSync(this.path(name), this.user.uid, this.user.gid);
    return this.path(name);
  }

  /** Runs a program of PostgreSQL. */
  async program(name: string, args: readonly string[]): Promise<void> {
    const { code, output } = await tool(programs(name), args, { cwd: this.folder, ...this.as() });
    if (code !== 0) throw new Error(`${name} failed: ${output}`);
  }

  private as(): object {
    return this.user === undefined ? {} : { uid: this.user.uid, gid: this.user.gid };
  }

  private environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    return {
      PATH: `${programs('')}:/usr/bin:/bin`,
      HOME: this.folder,
      ...{ PGHOST: this.folder, PGPORT: '5432', PGDATABASE: 'postgres', PGSSLMODE: 'disable' },
      ...{ BACKUP_SCRIPTS: scripts, BACKUP_LOGIN_DIR: this.path('login'), HOSTNAME: 'pod-x7k2p' },
      ...more,
    };
  }

  /** Runs a line of shell in the folder, as the user of the server. */
  async shell(line: string): Promise<void> {
    const { code, output } = await tool('sh', ['-c', line], { cwd: this.folder, ...this.as() });
    if (code !== 0) throw new Error(output);
  }

  copy(from: string, to: string): Promise<void> {
    return this.shell(`cp -r ${from} ${to}`);
  }

  /** Starts the server with the data that it has. */
  async launch(data = 'data'): Promise<void> {
    await this.program('pg_ctl', ['-D', this.path(data), '-l', this.path('log'), '-w', '-s', 'start']);
    this.stops.push(() => this.kill(data).catch(() => undefined));
  }

  /** kill -9 of all of it. */
  async kill(data = 'data'): Promise<void> {
    const [pid = ''] = readFileSync(this.path(`${data}/postmaster.pid`), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await until(() => Promise.resolve(!existsSync(`/proc/${pid}`)));
    // Its children notice, and end.
    await tool('pg_ctl', ['--version']).catch(() => undefined);
  }

  /** Runs SQL as the superuser. */
  async sql<Row = Record<string, unknown>>(sql: string, host = this.folder): Promise<Row[]> {
    const client = new Client({ host, port: 5432, user: 'postgres', database: 'postgres' });
    // A server that is killed breaks connections.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const result = await client.query<Row & object>(sql);
      return Array.isArray(result) ? [] : result.rows;
    } finally {
      await client.end();
    }
  }

  /** Runs a script of the backups. */
  script(name: string, env: Readonly<Record<string, string>>): Running {
    const child = spawn('bash', [join(scripts, name)], {
      cwd: this.folder,
      env: this.environment(env),
      ...this.as(),
    });
    return new Running(child);
  }

  receive(): Running {
    const running = this.script('receive.sh', {
      BACKUP_WAL: this.path('wal'),
      BACKUP_WORK: this.path('wal'),
      BACKUP_RECEIVE_PAUSE: '0.2',
    });
    this.stops.push(() => running.end());
    return running;
  }

  config(kmsKey = key): BackupConfig {
    return backupConfigSchema.parse({
      ...{ environment: 'production', namespace: 'fraiseql', pointInTime: 'receiver', postgresMajor: 15 },
      database: { host: this.folder, port: 5432, database: 'postgres', tls: 'disable' },
      repository: { bucket: Bucket, region: 'eu-central-1', prefix, kmsKey, endpoint: this.s3.url },
    });
  }

  ship(props: { readonly kmsKey?: string; readonly heartbeat?: number } = {}): Shipping {
    const stopping = new AbortController();
    let text = '';
    const done = startShipping(
      {
        config: this.config(props.kmsKey),
        s3: { credentials: owner },
        credentials: () => ({ user: 'fraiseql_backup', password: 'a password' }),
        ...{ wal: this.path('wal'), interval: 200, heartbeat: props.heartbeat ?? 500, parallel: 4 },
        ...{ host: '127.0.0.1', port: 0, now: () => new Date() },
        write: (line) => (text += line),
      },
      stopping.signal,
    );
    const end = async () => {
      stopping.abort();
      await done;
    };
    this.stops.push(end);
    return { text: () => text, end, url: () => /(http:\S+\/ready)/.exec(text)?.[1] ?? '' };
  }

  /** The command itself, with its own defaults, in a process that can be killed. */
  shipCommand(): Running {
    const { database, repository, ...rest } = this.config();
    writeFileSync(this.path('config/backup.yaml'), JSON.stringify({ ...rest, database, repository }));
    const argv = ['--config', this.path('config/backup.yaml'), '--wal', this.path('wal'), '--port', '0'];
    const login = [
      '--user-file',
      this.path('login/username'),
      '--password-file',
      this.path('login/password'),
    ];
    const bin = join(import.meta.dirname, '../../src/bin.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', bin, 'backup', 'ship', ...argv, ...login], {
      env: {
        PATH: '/usr/bin:/bin',
        AWS_ACCESS_KEY_ID: owner.accessKeyId,
        AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
      },
      cwd: join(import.meta.dirname, '../..'),
    });
    const running = new Running(child);
    this.stops.push(() => running.end('SIGKILL'));
    return running;
  }

  /** Keys of the log in the bucket. */
  keys(): readonly string[] {
    return this.s3
      .objects(Bucket)
      .map(({ key }) => key)
      .filter((key) => key.includes('/wal/'))
      .sort();
  }

  /** The log was uploaded up to where it is now. */
  async caughtUp(): Promise<void> {
    const [row] = await this.sql<{ at: string }>('select pg_current_wal_flush_lsn()::text as at');
    const at = positionOf(row?.at ?? '0/0');
    await until(async () => positionOf((await this.reach()).end) >= at);
  }

  /** Copies the server and stores the copy. */
  async base(): Promise<BaseManifest> {
    const work = this.makeFolder(`work-${String(Date.now())}`);
    const running = this.script('base.sh', { BACKUP_WORK: work, TMPDIR: work });
    const code = await running.ended();
    if (code !== 0) throw new Error(`base.sh ended with ${String(code)}: ${running.said()}`);
    const manifest = baseManifestSchema.parse(
      JSON.parse(await readFile(join(work, 'manifest.json'), 'utf8')),
    );
    for (const name of await readdir(join(work, 'out')))
      await this.put(`${prefix}/base/${manifest.id}/${name}`, await readFile(join(work, 'out', name)));
    await this.put(`${prefix}/base/${manifest.id}/manifest.json`, JSON.stringify(manifest));
    return manifest;
  }

  async put(Key: string, Body: Buffer | string): Promise<void> {
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key } as const;
    await this.client.send(new PutObjectCommand({ Bucket, Key, Body, ...encryption }));
  }

  reader() {
    return openRepository(this.config().repository, { credentials: owner });
  }

  /** How far S3 alone would restore. */
  async reach(base?: BaseManifest): Promise<Chain> {
    const reader = this.reader();
    const bases = (await reader.baseBackups()).good;
    const from = base ?? bases.at(-1);
    if (from === undefined) throw new Error('there is no base');
    const { chunks, histories } = await this.log(from);
    reader.close();
    return chain(from, chunks, histories);
  }

  private async log(base: BaseManifest) {
    const reader = this.reader();
    const keys = (await reader.walChunks(base.server.systemIdentifier)).map(({ key }) => key);
    reader.close();
    return logIn(prefix, keys);
  }

  /** Restores from S3 alone, and leaves a server that runs on a socket in the folder that is returned. */
  async restore(
    props: {
      readonly to?: string;
      readonly base?: BaseManifest;
      readonly check?: string;
      readonly patience?: number;
    } = {},
  ) {
    const reader = this.reader();
    const base = props.base ?? (await reader.baseBackups()).good.at(-1);
    if (base === undefined) throw new Error('there is no base');
    const { chunks, histories } = await this.log(base);
    const name = `restored-${String(Date.now())}`;
    const [folder, socket] = [
      this.makeFolder(`${name}-from`),
      this.makeFolder(`s${String(Date.now() % 1e6)}`),
    ];
    const found = chain(base, chunks, histories);
    for (const part of ['base', 'wal']) mkdirSync(join(folder, part));
    writeFileSync(join(folder, 'base', 'manifest.json'), JSON.stringify(base));
    writeFileSync(join(folder, 'reach'), leastOf(base, found));
    for (const file of Object.keys(base.files)) {
      const stream = await reader.get(`${prefix}/base/${base.id}/${file}`);
      await pipeline(stream, createWriteStream(join(folder, 'base', file)));
    }
    const pieces = { prefix, chunks: found.chunks, histories, segmentBytes: bytesOf(base) };
    await assemble(reader, pieces, join(folder, 'wal'), () => undefined);
    await tool('chmod', ['-R', 'a+rX', folder]);
    reader.close();
    const running = this.script('recover.sh', {
      ...{ RECOVER_FROM: folder, RECOVER_DATA: this.path(name), RECOVER_TARGET: props.to ?? 'latest' },
      ...{ RECOVER_TIMELINE: String(found.timeline), RECOVER_THEN: 'run', RECOVER_SOCKET: socket },
      ...{ RECOVER_CHECK: props.check ?? 'read', TMPDIR: this.folder, BACKUP_WORK: folder },
      RECOVER_PATIENCE: String(props.patience ?? 120),
    });
    const code = await running.ended();
    if (code === 0) this.stops.push(() => this.kill(name).catch(() => undefined));
    const rows = <Row>(sql: string) => this.sql<Row>(sql, socket);
    return { code, said: running.said(), rows, chain: found, data: name };
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
    this.client.destroy();
    await this.s3.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
