import { setTimeout } from 'node:timers/promises';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pod } from '../test/pods/pod.ts';
import { Cluster } from './cluster.ts';
import { Database } from './database.ts';

/** A database of some size that is backed up as in production: its pods as they are rendered, and an S3 that forgets nothing. */
export class Stage {
  private readonly folder = mkdtempSync(join(tmpdir(), 'drill-wal-'));
  private receiver: Pod | undefined;

  private constructor(
    readonly database: Database,
    readonly cluster: Cluster,
  ) {}

  /** @param megabytes size of the database */
  static async start(megabytes: number): Promise<Stage> {
    const database = new Database();
    await database.start();
    await database.fill(megabytes);
    const [row] = await database.sql<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    const cluster = await Cluster.start(database.server.port, Math.floor(Number(row?.version) / 10_000));
    const stage = new Stage(database, cluster);
    await stage.receive();
    return stage;
  }

  private async receive(): Promise<void> {
    const claim = join(this.folder, 'wal');
    mkdirSync(claim);
    this.receiver = this.cluster.receive(claim);
    await this.receiver.said('receive', /Receiving the log/);
    // As in production, where an alert would tell: a drill of a log that never arrives says nothing.
    await this.firstLog(60_000);
  }

  /** @throws Error where none has come by then, with what the shipper said */
  private async firstLog(within: number): Promise<void> {
    const end = Date.now() + within;
    while (!this.cluster.hasLog()) {
      if (Date.now() > end)
        throw new Error("None of the server's log came to the bucket: does `backup ship` start?");
      await setTimeout(50);
    }
  }

  /** The server and the receiver are killed, and their disks are gone. Returns when, in milliseconds. */
  async loseAll(): Promise<number> {
    const at = this.database.kill();
    for (const container of ['receive', 'ship']) this.receiver?.process(container)?.signal('SIGKILL');
    await this.receiver?.ended;
    await this.database.remove();
    rmSync(this.folder, { recursive: true, force: true });
    return at;
  }

  async stop(): Promise<void> {
    await this.receiver?.terminate();
    await this.database.server.stop().catch(() => undefined);
    this.database.server.remove();
    await this.cluster.s3.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
