import { isIP } from 'node:net';
import { createClient } from 'redis';
import { kindOf, type Codes } from '../codes.ts';
import type { HealthConfig } from '../config.ts';
import type { Kind } from '../kinds.ts';
import type { Attempt, Probe } from '../probe.ts';
import { secretIn } from '../secret.ts';

type Config = NonNullable<HealthConfig['checks']['redis']>;

/** First words of Redis' errors, which stand for codes. */
const codes: Codes = [
  [/^(WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/, 'authentication'],
  [/^(NOPERM|DENIED)/, 'permission'],
  [/^(LOADING|BUSY)/, 'loading'],
  [/^(MISCONF|READONLY|NOREPLICAS)/, 'read-only'],
  [/^ERR max number of clients/, 'exhausted'],
  [/^(CLUSTERDOWN|MASTERDOWN|OOM)/, 'unavailable'],
  [/^ERR /, 'wrong-answer'],
  [/^Unknown RESP type|^Expected/, 'wrong-answer'],
  [/^(Socket closed unexpectedly|The client is closed|Disconnects client)/, 'closed'],
];

/** Asks Redis whether it answers, and whether it takes writes: rate limits are writes. */
export const redis = (config: Config): Probe => ({
  explain: (error) => kindOf(error, codes),
  ask: async (attempt) => {
    const client = clientFor(config, attempt);
    // What is no answer at all fails nothing but the client.
    const broken = new Promise<never>((_, reject) => client.on('error', reject));
    try {
      return await Promise.race([answerOf(client), broken]);
    } finally {
      client.destroy();
    }
  },
});

/** A client that connects once. It asks nothing by itself, so that `PING` and `HELLO` are all that its user must be allowed. */
function clientFor({ host, port, tls, caFile, userFile, passwordFile }: Config, attempt: Attempt) {
  const { signal, lookup, timeout } = attempt;
  const trusted = caFile === undefined ? {} : { ca: secretIn(caFile) };
  const options = { host, port, signal, lookup, connectTimeout: timeout, reconnectStrategy: false } as const;
  return createClient({
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: tls ? { ...options, ...named(host), ...trusted, tls: true } : options,
    ...(userFile === undefined ? {} : { username: secretIn(userFile) }),
    ...(passwordFile === undefined ? {} : { password: secretIn(passwordFile) }),
  });
}

/** Tells a server with several certificates which one is meant. An address is no name. */
const named = (host: string) => (isIP(host) === 0 ? { servername: host } : {});

/** `PING` is refused by a Redis that loads, or that cannot save; only `HELLO` tells a replica, to everybody. */
async function answerOf(client: ReturnType<typeof clientFor>): Promise<Kind | undefined> {
  await client.connect();
  const pong: unknown = await client.sendCommand(['PING']);
  if (pong !== 'PONG') return 'wrong-answer';
  const hello: unknown = await client.sendCommand(['HELLO']);
  const role: unknown = Array.isArray(hello) ? hello[hello.indexOf('role') + 1] : undefined;
  if (role === 'master') return undefined;
  return role === 'replica' ? 'read-only' : 'wrong-answer';
}
