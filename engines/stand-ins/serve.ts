import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../listen.ts';
import { slackRoles, type Receivers } from '../receivers.ts';
import { pagerDutyMinds } from './pagerduty.ts';
import { slackMinds } from './slack.ts';

/** A message that a stand-in was sent. */
export interface Received {
  /** `/v2/enqueue`, `/slack/<role>` or `/heartbeat`: what is secret in an address is left out. */
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Why the real service would not take it. @default - it would */
  readonly refused?: string;
}

/** Stand-ins for PagerDuty, Slack and the dead man's switch. */
export interface StandIns {
  /** Their addresses, and the secrets without which they take nothing. */
  readonly receivers: Receivers;
  readonly stop: () => void;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

type Secrets = Readonly<Record<'routingKey' | 'token' | 'webhook', string>>;

/** Serves the stand-ins on loopback. They refuse what the real ones would refuse, and tell of everything that they are sent. */
export async function serveStandIns(tell: (message: Received) => void): Promise<StandIns> {
  const secrets: Secrets = { routingKey: secret(), token: secret(), webhook: secret() };
  // Alertmanager keeps its connections: one that we close on it costs an attempt.
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    void bodyOf(request).then((body) => {
      const { status, text } = answerTo(request, body, secrets);
      const path = (request.url ?? '').replace(`/${secrets.webhook}`, '');
      const refused = status >= 300 ? { refused: text } : {};
      if (status !== 404) tell({ path, headers: request.headers, body, at: Date.now(), ...refused });
      response
        .writeHead(status, { 'content-type': text.startsWith('{') ? 'application/json' : 'text/plain' })
        .end(text);
    });
  });
  const url = await listen(server);
  return {
    receivers: {
      slack: (role) => `${url}/slack/${role}/${secrets.webhook}`,
      pagerDuty: `${url}/v2/enqueue`,
      routingKey: secrets.routingKey,
      heartbeat: `${url}/heartbeat`,
      heartbeatToken: secrets.token,
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const secret = (): string => randomBytes(16).toString('hex');

async function bodyOf(request: IncomingMessage): Promise<Received['body']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return typeof body === 'object' && body !== null ? (body as Received['body']) : {};
  } catch {
    return {};
  }
}

function answerTo(
  { method, url = '', headers }: IncomingMessage,
  body: Received['body'],
  secrets: Secrets,
): Answer {
  if (method !== 'POST') return { status: 404, text: 'not found' };
  if (url === '/v2/enqueue') return pagerDuty(body, secrets.routingKey);
  if (slackRoles.some((role) => url === `/slack/${role}/${secrets.webhook}`)) return slack(body);
  if (url !== '/heartbeat') return { status: 404, text: 'no_service' };
  const known = headers.authorization === `Bearer ${secrets.token}`;
  return known ? { status: 200, text: 'ok' } : { status: 401, text: 'the token is another' };
}

function slack(body: Received['body']): Answer {
  const minds = slackMinds(body);
  return minds === undefined ? { status: 200, text: 'ok' } : { status: 400, text: minds };
}

function pagerDuty(body: Received['body'], routingKey: string): Answer {
  const errors = pagerDutyMinds(body, routingKey);
  const said =
    errors.length === 0
      ? { status: 'success', message: 'Event processed', dedup_key: body.dedup_key ?? secret() }
      : { status: 'invalid event', message: 'Event object is invalid', errors };
  return { status: errors.length === 0 ? 202 : 400, text: JSON.stringify(said) };
}
