import { Failure } from '../../cli/errors.ts';
import type { Say } from './say.ts';
import { lsnOf } from './lsn.ts';
import type { Look, Server } from './server.ts';
import type { Shipper } from './ship.ts';

/** What {@link runShip} is made of. */
export interface RunProps {
  readonly shipper: Shipper;
  readonly server: Server;
  /** Time between two rounds, in milliseconds. */
  readonly interval: number;
  /** Time between two heartbeats, in milliseconds. */
  readonly heartbeat: number;
  /** How long the last round may take, in milliseconds. @default 20000 */
  readonly grace?: number;
  readonly now: () => number;
  readonly say: Say;
  /** Told how it stands, after each round. */
  readonly standing: Standing;
}

/** How shipping stands, for `/ready`. */
export class Standing {
  private shippedAt = 0;
  private beatAt = 0;
  private refusedSince: number | undefined;

  constructor(private readonly now: () => number) {}

  shipped(chunks: number): void {
    if (chunks > 0) this.shippedAt = this.now();
    this.refusedSince = undefined;
  }

  beat(): void {
    this.beatAt = this.now();
  }

  refused(): void {
    this.refusedSince ??= this.now();
  }

  /** Nothing where all is well; otherwise what is not. */
  problem(): string | undefined {
    const minute = this.now() - 60_000;
    if (this.refusedSince !== undefined && this.refusedSince < minute)
      return 'the bucket has refused for more than a minute';
    if (Math.max(this.shippedAt, this.beatAt) < minute)
      return 'nothing was shipped for a minute, and the server gave no heartbeat';
    return undefined;
  }
}

/** Ships until it is asked to end, and then once more. */
export async function runShip(props: RunProps, stopped: AbortSignal): Promise<void> {
  const { shipper, server, interval, grace = 20_000, say } = props;
  const round = new Round(props);
  const ended = new Promise<void>((resolve) => {
    if (stopped.aborted) resolve();
    else
      stopped.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
  while (!stopped.aborted) {
    await round.run();
    await Promise.race([pause(interval), ended]);
  }
  await round.run(AbortSignal.timeout(grace));
  await server.close();
  const end = shipper.progress.newestEnd();
  say(
    'info',
    'end',
    `asked to end: the repository has the log to ${end === undefined ? 'nowhere' : lsnOf(end)}`,
  );
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

class Round {
  private beatAt = -Infinity;
  private readonly database: Trouble;
  private readonly bucket: Trouble;

  constructor(private readonly props: RunProps) {
    this.database = new Trouble(props.say, 'database');
    this.bucket = new Trouble(props.say, 'ship');
  }

  async run(signal?: AbortSignal): Promise<void> {
    const { shipper, standing } = this.props;
    // What was received is asked before the folder is read: more may be there by then, never less.
    const look = await this.look();
    try {
      const chunks = await shipper.round(look, signal);
      standing.shipped(chunks);
      this.bucket.over('the bucket takes the log again');
    } catch (error) {
      standing.refused();
      this.bucket.met(error, 'Trying again until it does: the log stays on the disk.');
    }
  }

  private async look(): Promise<Look | undefined> {
    const { server, shipper, heartbeat, now, standing } = this.props;
    try {
      if (now() - this.beatAt >= heartbeat) {
        shipper.progress.marked(await server.beat());
        this.beatAt = now();
        standing.beat();
      }
      const look = await server.look();
      this.database.over('the database answers again');
      this.slot(look);
      return look;
    } catch (error) {
      this.database.met(error, 'Shipping what was received; the recovery point is older than it could be.');
      return undefined;
    }
  }

  private slotWas: string | undefined;

  /** Says what becomes of the slot, once. */
  private slot({ slotStatus = 'missing' }: Look): void {
    if (slotStatus === this.slotWas) return;
    this.slotWas = slotStatus;
    const [level, meaning] = slots[slotStatus] ?? ['info', `the slot is ${slotStatus}`];
    this.props.say(level, 'slot', meaning);
  }
}

const slots: Readonly<Record<string, readonly ['info' | 'warning' | 'error', string]>> = {
  missing: ['warning', 'there is no slot fraiseql_backup: the receiver makes it when it connects'],
  reserved: ['info', 'the server keeps the log until it is received'],
  extended: ['warning', 'the receiver is behind: the server keeps more log than max_wal_size for it'],
  unreserved: [
    'error',
    'the receiver is so far behind that the server deletes the log that it needs at the next checkpoint',
  ],
  lost: ['error', 'the receiver was too far behind: the server has deleted log that was not received'],
};

/** Something that does not work for a while: told of when it begins, when it changes, and when it is over. */
class Trouble {
  private last: string | undefined;

  constructor(
    private readonly say: Say,
    private readonly phase: string,
  ) {}

  met(error: unknown, what: string): void {
    const said = sentence(error);
    if (said !== this.last) this.say('error', this.phase, `${said} ${what}`);
    this.last = said;
  }

  over(message: string): void {
    if (this.last !== undefined) this.say('info', this.phase, message);
    this.last = undefined;
  }
}

/** No address, user or query: who reads the log of a pod need not know them. */
function sentence(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined) return known[code] ?? `failed with ${code}.`;
  return /timeout/i.test(message) ? 'gave no answer in time.' : `failed: ${message}.`;
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database refuses connections.',
  ENOTFOUND: 'The host of the database is not known.',
  ENOENT: 'A file or folder is not there: the socket of the database, or the folder of --wal.',
  ECONNRESET: 'The database broke the connection off.',
  ENOSPC: 'The disk is full.',
  '28P01': 'The database refuses the login: user or password is wrong.',
  '28000': 'The database refuses the login: pg_hba.conf has no line for this role, database and address.',
  '3D000': 'There is no such database.',
  '42501': 'The role may not do that: it needs CONNECT on the database.',
  '55000': 'The server is a standby, which takes no heartbeat: name the primary.',
  '57P01': 'The database is shutting down.',
  '57P03': 'The database is starting up or shutting down.',
  '53300': 'The database has no connection left.',
};
