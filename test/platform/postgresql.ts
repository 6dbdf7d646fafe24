import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../engines/listen.ts';
import { tool } from '../tool.ts';

/** A real PostgreSQL on loopback, whose superuser needs no password. */
export class PostgreSql {
  readonly folder = mkdtempSync(join(tmpdir(), 'postgresql-'));
  port = 0;

  async start(): Promise<void> {
    this.port = await freePort();
    chmodSync(this.folder, 0o777);
    const data = join(this.folder, 'data');
    await this.asPostgres(`${binary('initdb')} -D ${data} -U postgres -A trust`);
    // Only the role that is tried has to say its password.
    writeFileSync(
      join(data, 'pg_hba.conf'),
      'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
    );
    await this.launch();
  }

  /** Starts it with the data that it has, as after `stop`. */
  async launch(): Promise<void> {
    const options = `-p ${String(this.port)} -k ${this.folder} -c listen_addresses=127.0.0.1`;
    const data = join(this.folder, 'data');
    await this.asPostgres(`${binary('pg_ctl')} -D ${data} -o '${options}' -l ${this.folder}/log -w start`);
  }

  /** Runs SQL as the superuser. */
  async run(sql: string): Promise<void> {
    const { code, output } = await tool('psql', [
      '-h',
      '127.0.0.1',
      '-p',
      String(this.port),
      '-U',
      'postgres',
      '-c',
      sql,
    ]);
    if (code !== 0) throw new Error(output);
  }

  async stop(): Promise<void> {
    await this.asPostgres(`${binary('pg_ctl')} -D ${join(this.folder, 'data')} -m fast -w stop`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** PostgreSQL does not run as root. */
  private async asPostgres(command: string): Promise<void> {
    const isRoot = process.getuid?.() === 0;
    const answer = isRoot
      ? await tool('su', ['postgres', '-s', '/bin/sh', '-c', command], { cwd: this.folder })
      : await tool('sh', ['-c', command], { cwd: this.folder });
    if (answer.code !== 0) throw new Error(`${command} failed: ${answer.output}`);
  }
}

/** Debian keeps the server's programs off the PATH. */
function binary(name: string): string {
  const root = '/usr/lib/postgresql';
  try {
    const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a));
    return newest === undefined ? name : join(root, newest, 'bin', name);
  } catch {
    return name;
  }
}
