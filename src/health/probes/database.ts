import { Socket } from 'node:net';
import { Client } from 'pg';
import { kindOf, type Codes } from '../codes.ts';
import type { HealthConfig } from '../config.ts';
import type { Attempt, Probe } from '../probe.ts';
import { secretIn } from '../secret.ts';

type Config = NonNullable<HealthConfig['checks']['database']>;

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes: Codes = [
  [/^28/, 'authentication'],
  [/^42501$/, 'permission'],
  [/^3D000$/, 'missing'],
  [/^53300$/, 'exhausted'],
  [/^57P03$/, 'loading'],
  [/^57014$/, 'timeout'],
  [/^(57P0|53|58|XX)/, 'unavailable'],
  [/^The server does not support SSL/, 'tls'],
  [/^There was an error establishing an SSL/, 'wrong-answer'],
  [/^Connection terminated/, 'closed'],
  [/^SASL/, 'authentication'],
  [/^received invalid response/, 'wrong-answer'],
];

/** Asks PostgreSQL whether it answers, and whether it is the primary: a standby answers queries and takes no mutation. */
export const database = (config: Config): Probe => ({
  explain: (error) => kindOf(error, codes),
  ask: async (attempt) => {
    const client = new Client(connection(config, attempt));
    // What breaks between two steps makes the next one fail.
    client.on('error', () => undefined);
    await client.connect();
    const recovering = await isRecovering(client, attempt.timeout);
    // Says goodbye; the attempt's signal closes the socket anyhow.
    void client.end();
    return recovering ? 'read-only' : undefined;
  },
});

function connection(config: Config, attempt: Attempt) {
  const { host, port, database, userFile, passwordFile } = config;
  return {
    host,
    port,
    database,
    user: secretIn(userFile),
    password: secretIn(passwordFile),
    ssl: trust(config),
    application_name: 'fraiseql-health',
    stream: () => socketOf(attempt),
  };
}

/** As `sslmode` does: `require` encrypts and believes, `verify-full` looks at the certificate and the name in it. */
function trust({ tls, caFile }: Config) {
  if (tls === 'disable') return false;
  if (tls === 'require') return { rejectUnauthorized: false };
  return { rejectUnauthorized: true, ...(caFile === undefined ? {} : { ca: secretIn(caFile) }) };
}

/** A socket that resolves names as all checks do, and that ends with the attempt. The driver would make its own. */
function socketOf({ signal, lookup }: Attempt): Socket {
  const socket = new Socket({ signal });
  const connect = socket.connect.bind(socket);
  const byName = (port: number, host: string): Socket => connect({ port, host, lookup });
  return Object.assign(socket, { connect: byName });
}

/** One round trip. The server gives up as we do; `LOCAL`, so that a pooler's connection is as before. */
async function isRecovering(client: Client, timeout: number): Promise<boolean> {
  const limit = `SET LOCAL statement_timeout = ${String(timeout)}`;
  const answers: unknown = await client.query(`${limit}; SELECT pg_is_in_recovery() AS recovering`);
  const [, answer] = answers as { readonly rows: readonly { readonly recovering: boolean }[] }[];
  return answer?.rows[0]?.recovering === true;
}
