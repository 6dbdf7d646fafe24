import type { Client } from 'pg';
import type { Database } from './database.ts';

/** A row that a server said to have committed. */
export interface Commit {
  readonly writer: number;
  readonly number: number;
  /** When it said so, in milliseconds. */
  readonly at: number;
}

/** Writers that commit one row after the other, and remember each that was acknowledged. */
export class Load {
  readonly commits: Commit[] = [];
  private readonly working: Promise<void>[] = [];
  private stopping = false;

  constructor(private readonly database: Database) {}

  /** Starts so many writers. */
  async start(writers: number): Promise<void> {
    for (let writer = 0; writer < writers; writer += 1) {
      this.working.push(this.write(await this.database.connect(), writer));
    }
  }

  /** Writes until it is stopped, or the server is gone. */
  private async write(client: Client, writer: number): Promise<void> {
    try {
      for (let number = 0; !this.stopping; number += 1) {
        await client.query('insert into tb_order (writer, number) values ($1, $2)', [writer, number]);
        await client.query(
          `insert into tb_query_log (hash, document) values (md5($1), repeat(md5($1), 20))`,
          [`${String(writer)} ${String(number)}`],
        );
        this.commits.push({ writer, number, at: Date.now() });
      }
    } catch {
      // The server is gone: that is the drill.
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.working);
  }
}

/**
 * Commits that are lost, the oldest first.
 *
 * @param there orders that were restored, as `writer number`
 * @throws Error where one is missing and a later one of the same writer is there: that is no loss, but damage.
 */
export function lostOf(commits: readonly Commit[], there: ReadonlySet<string>): Commit[] {
  const lost = commits.filter(({ writer, number }) => !there.has(`${String(writer)} ${String(number)}`));
  for (const { writer, number } of lost) {
    if (there.has(`${String(writer)} ${String(number + 1)}`)) {
      throw new Error(`Row ${String(number)} of writer ${String(writer)} is missing, and the next is there.`);
    }
  }
  return lost;
}
