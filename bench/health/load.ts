import { connect, type Socket } from 'node:net';
import { stall, type Found, type Order } from './order.ts';

/** How a dependency really is, since when, and the time within which everybody must know. */
interface Truth {
  readonly up: boolean;
  readonly since: number;
  readonly within: number;
}

interface Connection {
  readonly socket: Socket;
  due: number;
  sent: number;
  heard: string;
}

const connections = 32;
const request = 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n';
const truths = new Map<string, Truth>();
let stalledAt = -Infinity;

process.on('message', (order: Order) => {
  if (order.kind === 'truth') {
    truths.set(order.dependency, { ...order, since: performance.now() });
  } else if (order.kind === 'stall') stalledAt = performance.now();
  else void begin(order).then((found) => process.send?.(found));
});

async function begin(order: Extract<Order, { kind: 'start' }>): Promise<Found> {
  const idle = await Promise.all(Array.from({ length: connections }, () => connectTo(order.port)));
  return new Load(order, idle).run();
}

/** Load at a constant rate, whatever is answered when. Latency counts from when a request was due. */
class Load {
  private readonly taken: Float64Array;
  private readonly tally = { answers: 0, late: 0, judged: 0, wrong: { healthy: 0, unhealthy: 0, said: {} } };
  private readonly start = performance.now() + 50;
  private next = 0;

  constructor(
    private readonly order: Extract<Order, { kind: 'start' }>,
    /** Connections on which nothing is asked now. In turn, since a server closes those that are idle for seconds. */
    private readonly idle: Connection[],
  ) {
    this.taken = new Float64Array(order.rate * order.seconds);
    for (const connection of idle) {
      connection.socket.on('data', (chunk: Buffer) => {
        this.hear(connection, chunk);
      });
    }
  }

  /** Sends, and looks at sockets, over and over: a timer would come a millisecond late. */
  async run(): Promise<Found> {
    const sockets = this.idle.map(({ socket }) => socket);
    let turn = performance.now();
    while (this.tally.answers < this.taken.length) {
      const now = performance.now();
      if (now - turn > stall) stalledAt = now;
      turn = now;
      while (this.next < this.taken.length && this.due() <= now && this.send(now));
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const socket of sockets) socket.destroy();
    return { ...this.tally, ...quantiles(this.taken, this.order.rate) };
  }

  /** When the next request is due. */
  private due(): number {
    return this.start + (this.next * 1000) / this.order.rate;
  }

  /** Sends the next request; false where every connection is taken. */
  private send(now: number): boolean {
    const connection = this.idle.shift();
    if (connection === undefined) return false;
    Object.assign(connection, { due: this.due(), sent: now });
    this.tally.late = Math.max(this.tally.late, now - connection.due);
    connection.socket.write(request);
    this.next += 1;
    return true;
  }

  private hear(connection: Connection, chunk: Buffer): void {
    connection.heard += chunk.toString('latin1');
    const body = bodyOf(connection.heard);
    if (body === undefined) return;
    const now = performance.now();
    if (now - connection.sent > stall) stalledAt = now;
    this.taken[this.tally.answers] = now - connection.due;
    this.tally.answers += 1;
    judge(body, connection.sent, this.tally);
    connection.heard = '';
    this.idle.push(connection);
  }
}

function connectTo(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      .once('error', reject)
      .once('connect', () => {
        resolve({ socket, due: 0, sent: 0, heard: '' });
      });
  });
}

/** The body of an answer, once all of it is here. */
function bodyOf(heard: string): string | undefined {
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = Number(/content-length: (\d+)/.exec(heard)?.[1]);
  return heard.length < end + 4 + length ? undefined : heard.slice(end + 4);
}

type Checks = Readonly<Record<string, { readonly status: string; readonly error?: string }>>;
let last = { body: '', checks: {} as Checks };

/** Compares an answer with what has been so for long enough when it was asked for, on a machine that let us see that. */
function judge(body: string, sent: number, tally: { judged: number; wrong: Found['wrong'] }): void {
  if (truths.size === 0) return;
  if (body !== last.body) last = { body, checks: (JSON.parse(body) as { checks: Checks }).checks };
  const known = [...truths].filter(([, { since, within }]) => sent - Math.max(since, stalledAt) > within);
  if (known.length === 0) return;
  tally.judged += 1;
  const says = (name: string): boolean => last.checks[name]?.status === 'healthy';
  const wrong = known.filter(([name, { up }]) => says(name) !== up);
  tally.wrong.healthy += wrong.some(([, { up }]) => !up) ? 1 : 0;
  tally.wrong.unhealthy += wrong.some(([, { up }]) => up) ? 1 : 0;
  for (const [name] of wrong) tally.wrong.said[`${name} ${last.checks[name]?.error ?? 'healthy'}`] = true;
}

/** Quantiles of all, and of what a second is like that nothing disturbs. */
function quantiles(taken: Float64Array, rate: number) {
  const seconds = Array.from({ length: taken.length / rate }, (_, second) =>
    at(taken.slice(second * rate, (second + 1) * rate).sort(), 0.99),
  );
  const typicalP99 = at(Float64Array.from(seconds).sort(), 0.5);
  const sorted = taken.sort();
  return { typicalP99, p50: at(sorted, 0.5), p99: at(sorted, 0.99), max: at(sorted, 1) };
}

/** The quantile of what is sorted. */
function at(sorted: Float64Array, share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
