import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../engines/listen.ts';
import type { Done } from '../src/backup/restore/done.ts';
import type { Listing } from '../src/backup/restore/list.ts';
import { credentials, type Cluster } from './cluster.ts';

const root = join(import.meta.dirname, '..');

/** A machine on which somebody restores: it has nothing but the program, the bucket and an empty folder. */
export class Restoring {
  private readonly folder = mkdtempSync(join(tmpdir(), 'drill-'));
  private readonly config = join(this.folder, 'backup.yaml');
  private port = 0;

  constructor(cluster: Cluster) {
    chmodSync(this.folder, 0o777);
    writeFileSync(this.config, cluster.config());
  }

  /** What may be restored, as the program says. */
  async list(): Promise<Listing> {
    return JSON.parse(await this.program('--list')) as Listing;
  }

  /** Restores to a new server, by the program, as people do. */
  async restore(...what: readonly string[]): Promise<Done> {
    const into = ['--data-directory', this.path('data'), '--work', this.folder, '--run'];
    return JSON.parse(await this.program(...what, ...into)) as Done;
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private program(...args: readonly string[]): Promise<string> {
    const program = ['--import', 'tsx', join(root, 'src/bin.ts'), 'restore'];
    return this.asPostgres('node', [...program, '--config', this.config, '--format', 'json', ...args]);
  }

  /** Starts what was restored. */
  async start(): Promise<void> {
    this.port = await freePort();
    // Of the lost server, whose configuration was a file of it.
    const options = `-p ${String(this.port)} -k ${this.folder} -c listen_addresses=127.0.0.1`;
    await this.asPostgres('pg_ctl', [
      '-D',
      this.path('data'),
      '-o',
      options,
      '-l',
      this.path('log'),
      '-w',
      '-s',
      'start',
    ]);
  }

  /** Runs SQL on what was restored. */
  async sql<Row = Record<string, unknown>>(text: string): Promise<Row[]> {
    const client = new Client({ host: '127.0.0.1', port: this.port, user: 'postgres', database: 'fraiseql' });
    await client.connect();
    try {
      const { rows } = await client.query<Row & object>(text);
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Orders that were restored, as `writer number`. */
  async orders(): Promise<ReadonlySet<string>> {
    const rows = await this.sql<{ writer: number; number: number }>('select writer, number from tb_order');
    return new Set(rows.map(({ writer, number }) => `${String(writer)} ${String(number)}`));
  }

  /** Takes all of it away. */
  async remove(): Promise<void> {
    if (this.port !== 0) {
      await this.asPostgres('pg_ctl', ['-D', this.path('data'), '-m', 'immediate', '-w', '-s', 'stop']).catch(
        () => undefined,
      );
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** PostgreSQL does not run as root. */
  private asPostgres(command: string, args: readonly string[]): Promise<string> {
    const env = {
      PATH: `${postgresql()}:${process.env.PATH ?? ''}`,
      HOME: this.folder,
      TMPDIR: this.folder,
    };
    const quiet = { TSX_DISABLE_CACHE: '1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const [program = '', ...rest] = [
      ...(process.getuid?.() === 0
        ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups']
        : []),
      ...[command, ...args],
    ];
    return output(program, rest, { ...env, ...quiet, ...credentials });
  }
}

/** Debian keeps the server's programs off the PATH. */
function postgresql(): string {
  const [newest = ''] = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  return join('/usr/lib/postgresql', newest, 'bin');
}

/** What a command says. @throws with what it complains of, where it fails */
function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
    child.once('error', reject);
    // A server that was started keeps the pipes open.
    child.once('exit', (code) => {
      setImmediate(() => {
        if (code === 0) resolve(said.stdout);
        else
          reject(new Error(`${command} ended with exit code ${String(code)}: ${said.stderr}${said.stdout}`));
      });
    });
  });
}
