import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { listen } from '../../engines/listen.ts';
import { Clock, day, midnightFrom } from './clock.ts';
import { denied, S3Error } from './error.ts';
import { Faults, type Fault } from './faults.ts';
import { runLifecycle, type Event } from './lifecycle/run.ts';
import { readRequest, type Caller } from './request.ts';
import { answer } from './routes.ts';
import { spoil, spoilt } from './spoil.ts';
import type { Version } from './state.ts';
import type { Reply, World } from './world.ts';
import { toXml } from './xml.ts';

/** What {@link startS3} is made of. */
export interface S3Props {
  /** Whoever may sign requests, with what they may do. */
  readonly callers: readonly Caller[];
  /** Keys of KMS: every object must be encrypted by one of them. @default - any, and objects need not be encrypted */
  readonly kmsKeys?: readonly string[];
  /** Port of loopback. @default - a free one */
  readonly port?: number;
}

/** An S3 that runs. */
export interface S3 {
  /** Address, for clients that put the bucket into the path. */
  readonly url: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Whether requests count as sent over TLS, and which keys there are. Both may be changed. */
  readonly world: World;
  /** Requests that came, as method, path and status. */
  readonly requests: readonly string[];
  /** Lets days go by, and does at each midnight what the lifecycle rules say. */
  advance(days: number): Event[];
  /** Current versions of a bucket, by key. */
  objects(bucket: string): readonly Version[];
  /** All versions and marks of a bucket. */
  versions(bucket: string): readonly Version[];
  stop(): Promise<void>;
}

/**
 * Starts an S3 of its own, in memory: as far as clients of this project go, and strict where public emulators are not. It verifies
 * signatures, checksums and encryption, keeps locked versions, and has a clock that can be moved.
 */
export async function startS3({ callers, kmsKeys, port }: S3Props): Promise<S3> {
  const clock = new Clock();
  const faults = new Faults();
  const requests: string[] = [];
  const world: World = {
    clock,
    buckets: new Map(),
    secure: true,
    ...(kmsKeys ? { kmsKeys: new Set(kmsKeys) } : {}),
  };
  const server = createServer((request, response) => {
    response.once('close', () =>
      requests.push(`${request.method ?? ''} ${request.url ?? ''} ${String(response.statusCode)}`),
    );
    handle({ request, response, callers, world, fault: faults.next(request) }).catch(() =>
      response.destroy(),
    );
  });
  const url = await listen(server, port);
  const versions = (bucket: string) => [...(world.buckets.get(bucket)?.objects.values() ?? [])].flat();
  return {
    ...{ url, clock, faults, world, requests, versions },
    advance: (days) => advance(world, days),
    objects: (bucket) =>
      versions(bucket).filter((one) => one.noncurrentSince === undefined && !one.deleteMarker),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Every midnight on the way is one at which the rules run. */
function advance({ clock, buckets }: World, days: number): Event[] {
  const end = clock.now() + days * day;
  const events: Event[] = [];
  for (let at = midnightFrom(clock.now()); at <= end; at += day) {
    clock.set(new Date(at));
    for (const bucket of buckets.values()) events.push(...runLifecycle(bucket, at));
  }
  clock.set(new Date(end));
  return events;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly callers: readonly Caller[];
  readonly world: World;
  readonly fault: Fault | undefined;
}

async function handle({ request, response, callers, world, fault }: Exchange): Promise<void> {
  if (fault?.kind === 'reset') {
    request.once('data', () => request.destroy());
    if (request.headers['content-length'] === '0' || request.headers['content-length'] === undefined)
      request.destroy();
    return;
  }
  if (fault?.kind === 'slow') await setTimeout(fault.ms ?? 1000);
  const reply = await replyTo(request, { callers, world, fault });
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset-after-success') request.socket.destroy();
  else send(request, response, reply, fault?.kind === 'reset-answer');
}

/** What is answered; a fault may say something else than what was done. */
async function replyTo(
  request: IncomingMessage,
  { callers, world, fault }: Pick<Exchange, 'callers' | 'world' | 'fault'>,
): Promise<Reply> {
  try {
    const read = await readRequest(request, callers);
    if (fault?.kind === 'slow-down') throw new S3Error(503, 'SlowDown', 'Please reduce your request rate.');
    if (fault?.kind === 'internal-error') throw internal();
    if (fault?.kind === 'denied') throw denied('Access Denied');
    if (fault?.kind === 'hang') return {};
    const reply = answer(read, world);
    if (fault?.kind === 'error-after-success') throw internal();
    if (fault) spoil(fault, read, world);
    return spoilt(reply, fault?.kind);
  } catch (error) {
    if (error instanceof S3Error) return refusal(error);
    return refusal(
      new S3Error(500, 'InternalError', error instanceof Error ? (error.stack ?? '') : String(error)),
    );
  }
}

const internal = () =>
  new S3Error(500, 'InternalError', 'We encountered an internal error. Please try again.');

const refusal = ({ status, code, message, headers }: S3Error): Reply => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  body: toXml('Error', { Code: code, Message: message, RequestId: randomUUID() }),
});

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, half: boolean): void {
  const { status = 200, headers = {}, body = '' } = reply;
  const content = Buffer.from(body);
  const known = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][];
  const length = headers['content-length'] ?? String(content.length);
  response.writeHead(status, {
    ...Object.fromEntries(known),
    'x-amz-request-id': randomUUID(),
    'content-length': length,
  });
  if (half) {
    response.write(content.subarray(0, content.length / 2), () => request.socket.destroy());
  } else response.end(request.method === 'HEAD' ? undefined : content);
}
