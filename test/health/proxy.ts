import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a proxy does with a connection that it has taken. */
export type Behaviour = (client: Socket, server: () => Socket) => void;

/** Hands everything on, both ways. */
export const pass: Behaviour = (client, server) => {
  join(client, server());
};

/** Takes the connection, and says nothing. It listens, since nobody sees otherwise that a connection was closed. */
export const hang: Behaviour = (client) => {
  client.resume();
};

/** Hands everything on, later: in milliseconds. */
export const late =
  (milliseconds: number): Behaviour =>
  (client, server) => {
    const heard: Buffer[] = [];
    const keep = (chunk: Buffer): unknown => heard.push(chunk);
    client.on('data', keep);
    const timer = setTimeout(() => {
      const other = server();
      client.off('data', keep);
      for (const chunk of heard) other.write(chunk);
      join(client, other);
    }, milliseconds);
    client.on('close', () => {
      clearTimeout(timer);
    });
  };

/** Hands the question on, and resets the connection in the middle of the answer. */
export const reset: Behaviour = (client, server) => {
  const other = server();
  client.pipe(other);
  other.once('data', (answer: Buffer) => {
    client.write(answer.subarray(0, answer.length / 2));
    client.resetAndDestroy();
  });
};

/** Closes the connection as soon as somebody says something. */
export const hangUp: Behaviour = (client) => {
  client.once('data', () => client.end());
};

/** Answers whatever is asked with the same bytes. */
export const say =
  (answer: string): Behaviour =>
  (client) => {
    client.once('data', () => client.write(answer));
  };

/** Takes connections for a server, does with them what it is told, and counts them. */
export class Proxy {
  /** Connections that were taken, and how many at most at the same time. */
  total = 0;
  most = 0;
  behaviour = pass;
  /** Is told of every connection. */
  taken: (client: Socket) => void = () => undefined;
  private readonly clients = new Set<Socket>();
  private readonly others = new Set<Socket>();
  private readonly server: Server = createServer((client) => {
    this.take(client);
  });
  private listening = 0;

  /** @param port of the server, on loopback. */
  constructor(private readonly target: () => number) {}

  get port(): number {
    return this.listening;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.clients.size;
  }

  async start(): Promise<this> {
    if (this.server.listening) return this;
    this.server.listen(this.listening, '127.0.0.1');
    await once(this.server, 'listening');
    this.listening = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Nobody listens any more. */
  async refuse(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of [...this.clients, ...this.others]) socket.destroy();
    await closed;
  }

  private take(client: Socket): void {
    this.total += 1;
    this.clients.add(client);
    void this.count();
    client
      .on('end', () => this.clients.delete(client))
      .on('close', () => this.clients.delete(client))
      .on('error', () => undefined);
    this.taken(client);
    this.behaviour(client, () => this.reach(client));
  }

  /**
   * Counts what is open. The system tells in any order of a connection that came and of one that went before it, and a busy machine tells late:
   * what was closed by the other side gets a moment to be noticed. One that piles up stays.
   */
  private async count(): Promise<void> {
    for (let wait = 1; this.clients.size > 1 && wait < 200; wait *= 2) await pause(wait);
    this.most = Math.max(this.most, this.clients.size);
  }

  /** A connection to the server, which ends with that of the client. */
  private reach(client: Socket): Socket {
    const other = connect(this.target(), '127.0.0.1').on('error', () => client.destroy());
    this.others.add(other);
    client.on('close', () => other.destroy());
    return other.on('close', () => {
      this.others.delete(other);
      client.end();
    });
  }
}

function join(client: Socket, server: Socket): void {
  client.pipe(server);
  server.pipe(client);
}
