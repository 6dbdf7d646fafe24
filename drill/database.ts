import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { PostgreSql } from '../test/platform/postgresql.ts';
import { until } from '../test/platform/until.ts';

/** The role that the backups log in by. */
export const login = { username: 'fraiseql_backup', password: 'of the drill' } as const;

/** A database that is lost in a drill. */
export class Database {
  readonly server = new PostgreSql();

  /** Starts an empty server with the role that the documents ask for. */
  async start(): Promise<void> {
    await this.server.start();
    appendFileSync(this.path('pg_hba.conf'), 'host replication all 127.0.0.1/32 scram-sha-256\n');
    await this.sql(
      `create role ${login.username} login replication password '${login.password}' in role pg_read_all_data, pg_monitor`,
      'postgres',
    );
    await this.sql('select pg_reload_conf()', 'postgres');
    await this.sql('create database fraiseql', 'postgres');
    await this.sql(`
      create table tb_user (id bigint primary key generated always as identity, name text not null);
      create table tb_query_log (id bigint primary key generated always as identity, hash text not null, document text not null);
      create index on tb_query_log (hash);
      create table tb_order (id bigint primary key generated always as identity, writer int not null, number int not null, at timestamptz not null default clock_timestamp());
      insert into tb_user (name) select 'user ' || n from generate_series(1, 15234) n`);
  }

  private path(name: string): string {
    return join(this.server.folder, 'data', name);
  }

  /** Fills it up to a size, with text that packs about as well as that of queries does. */
  async fill(megabytes: number): Promise<void> {
    while ((await this.megabytes()) < megabytes) {
      await this.sql(
        `insert into tb_query_log (hash, document) select md5(n::text || random()), repeat(md5(random()::text), 2) || 'query { users { id name orders { total } } }' from generate_series(1, 30000) n`,
      );
    }
  }

  async megabytes(): Promise<number> {
    const [row] = await this.sql<{ size: string }>('select pg_database_size(current_database()) as size');
    return Number(row?.size) / 1e6;
  }

  /** Runs SQL as the superuser. */
  async sql<Row = Record<string, unknown>>(text: string, database = 'fraiseql'): Promise<Row[]> {
    const client = await this.connect(database);
    try {
      const { rows } = await client.query<Row & object>(text);
      return rows;
    } finally {
      await client.end();
    }
  }

  async connect(database = 'fraiseql'): Promise<Client> {
    const client = new Client({ host: '127.0.0.1', port: this.server.port, user: 'postgres', database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** kill -9. Returns when, in milliseconds. */
  kill(): number {
    const [pid = ''] = readFileSync(this.path('postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    return Date.now();
  }

  /** Removes all of its files, once its processes are gone. */
  async remove(): Promise<void> {
    const [pid = ''] = readFileSync(this.path('postmaster.pid'), 'utf8').split('\n');
    await until(() => Promise.resolve(!existsSync(`/proc/${pid}`)));
    rmSync(join(this.server.folder, 'data'), { recursive: true, maxRetries: 20, retryDelay: 100 });
  }
}
