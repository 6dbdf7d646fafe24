import { Client } from 'pg';
import type { BackupConfig } from '../config.ts';
import { hex, positionOf, type Position } from './lsn.ts';

/** The slot that keeps the server's log until it was received. */
export const slot = 'fraiseql_backup';

/** What the server says of its log. */
export interface Look {
  readonly system: string;
  readonly timeline: number;
  /**
   * Up to where the receiver has it on its disk, for sure: as it has said in this very connection, because a slot remembers what a
   * disk had that was lost. Left out where no receiver is connected.
   */
  readonly received?: Position;
  /** `reserved`, `extended`, `unreserved` or `lost`; left out where there is no slot. */
  readonly slotStatus?: string;
}

/** A moment, and where the log was then: whoever has the log up to there has all that was committed before. */
export interface Mark {
  readonly system: string;
  readonly timeline: number;
  readonly at: Position;
  /** Milliseconds since 1970, by the clock of the server. */
  readonly time: number;
}

/** The server whose log is shipped. */
export interface Server {
  readonly look: () => Promise<Look>;
  /** Commits something, so that the log of an idle server goes on, and tells the moment before. */
  readonly beat: () => Promise<Mark>;
  readonly close: () => Promise<void>;
}

/** How it is asked. */
export interface Login {
  readonly database: BackupConfig['database'];
  /** Read again for each connection: a password may change. */
  readonly credentials: () => { readonly user: string; readonly password: string };
  /** Certificates that are trusted, as PEM. @default - those of the system */
  readonly ca?: string;
}

/** Keeps one connection to the server. After an error it makes a new one when it is asked again. */
export function openServer(login: Login): Server {
  let open: Promise<Client> | undefined;
  const close = async () => {
    const client = open;
    open = undefined;
    await (await client)?.end().catch(() => undefined);
  };
  const asking = async <T>(ask: (client: Client) => Promise<T>): Promise<T> => {
    try {
      open ??= connect(login);
      return await ask(await open);
    } catch (error) {
      const broken = open;
      open = undefined;
      void broken?.then((client) => client.end()).catch(() => undefined);
      throw error;
    }
  };
  return { look: () => asking(look), beat: () => asking(beat), close: () => close().catch(() => undefined) };
}

async function connect({ database, credentials, ca }: Login): Promise<Client> {
  const { host, port, tls } = database;
  const client = new Client({
    ...credentials(),
    ...{ host, port, database: database.database, application_name: 'fraiseql-backup' },
    ssl: tls === 'disable' ? false : { rejectUnauthorized: tls === 'verify-full', ...(ca ? { ca } : {}) },
    ...{ connectionTimeoutMillis: 3000, query_timeout: 3000, statement_timeout: 3000 },
  });
  // A connection that breaks while nothing is asked must not end the program: the next question fails.
  client.on('error', () => undefined);
  await client.connect();
  // A standby that hangs must not hold the heartbeat up.
  await client.query('set synchronous_commit = local');
  return client;
}

interface LookRow {
  readonly system: string;
  readonly segment: string;
  readonly received: string | null;
  readonly status: string | null;
}

const place = `(select system_identifier::text from pg_control_system()) as system,
  pg_walfile_name(pg_current_wal_insert_lsn()) as segment`;

async function look(client: Client): Promise<Look> {
  const { rows } = await client.query<LookRow>(
    `select ${place}, r.flush_lsn::text as received, s.wal_status as status
     from (select) as one left join pg_replication_slots s on s.slot_name = $1
     left join pg_stat_replication r on r.pid = s.active_pid`,
    [slot],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the server said nothing of its log');
  const { system, segment, received, status } = row;
  return {
    system,
    timeline: hex(segment.slice(0, 8)),
    ...(received === null ? {} : { received: positionOf(received) }),
    ...(status === null ? {} : { slotStatus: status }),
  };
}

/** In this order: what was committed before the moment stands before the heartbeat, and that before the position. */
async function beat(client: Client): Promise<Mark> {
  const time = await one<{ time: string }>(
    client,
    'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint::text as time',
  );
  await client.query(`select pg_logical_emit_message(true, '${slot}', '')`);
  const after = await one<{ at: string; system: string; segment: string }>(
    client,
    `select pg_current_wal_flush_lsn()::text as at, ${place}`,
  );
  return {
    system: after.system,
    timeline: hex(after.segment.slice(0, 8)),
    at: positionOf(after.at),
    time: Number(time.time),
  };
}

async function one<Row extends object>(client: Client, sql: string): Promise<Row> {
  const { rows } = await client.query<Row>(sql);
  const [row] = rows;
  if (row === undefined) throw new Error('the server answered nothing');
  return row;
}
