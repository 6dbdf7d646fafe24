import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type RedisClientType } from 'redis';
import { freePort } from '../../engines/listen.ts';
import { eventually } from './patience.ts';

/** A real Redis on loopback, and a connection to it for whoever breaks it. */
export class RedisServer {
  port = 0;
  readonly folder: string;
  private child: ChildProcess | undefined;
  private admin:
    RedisClientType<Record<string, never>, Record<string, never>, Record<string, never>> | undefined;

  constructor(folder: string) {
    this.folder = join(folder, 'redis');
    mkdirSync(this.folder);
  }

  /** @param options of its command line. */
  async start(...options: readonly string[]): Promise<void> {
    await this.launch('--port', ...options);
    this.admin = createClient({ socket: { host: '127.0.0.1', port: this.port } });
    this.admin.on('error', () => undefined);
    await this.admin.connect();
  }

  /** Starts one that speaks TLS alone, which nobody administrates. */
  async startTls(...options: readonly string[]): Promise<void> {
    await this.launch('--tls-port', ...options, '--port', '0');
  }

  private async launch(port: string, ...options: readonly string[]): Promise<void> {
    this.port = await freePort();
    const all = [port, String(this.port), '--bind', '127.0.0.1', '--save', '3600 1', '--dir', this.folder];
    this.child = spawn('redis-server', [...all, ...options], { stdio: 'ignore' });
  }

  /** Gives it a command as its administrator. */
  run(...command: readonly string[]): Promise<unknown> {
    if (this.admin === undefined) throw new Error('Redis does not run.');
    return this.admin.sendCommand(command);
  }

  /** Begins something long, on a connection of its own. */
  begin(...command: readonly string[]): void {
    const other = this.admin?.duplicate().on('error', () => undefined);
    void other
      ?.connect()
      .then(() => other.sendCommand(command))
      .finally(() => {
        other.destroy();
      })
      .catch(() => undefined);
  }

  /** What a command answers, once that is so. */
  async until(command: readonly string[], fits: (answer: string) => boolean): Promise<void> {
    await eventually(async () => String(await this.run(...command)), fits);
  }

  /** Holds the process, whose connections the system still takes. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async stop(): Promise<void> {
    this.admin?.destroy();
    if (this.child === undefined) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
