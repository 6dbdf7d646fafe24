import { createServer, type Server } from 'node:http';
import { listen } from './listen.ts';

/** A request that a stand-in received. */
export interface Message {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Stands in for PagerDuty, Slack and the dead man's switch: takes any message, keeps it, and says that all is well. */
export class StandIn {
  readonly messages: Message[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Message['body'];
      this.take({ path: request.url ?? '', headers: request.headers, body, at: Date.now() });
      response
        .writeHead(request.url === '/v2/enqueue' ? 202 : 200, { 'content-type': 'text/plain' })
        .end('ok');
    });
  });
  private waiting: (() => void)[] = [];

  /** Starts to listen on loopback. Returns the address. */
  start(): Promise<string> {
    return listen(this.server);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The first message that fits, received or yet to come. */
  async first(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private take(message: Message): void {
    this.messages.push(message);
    const woken = this.waiting;
    this.waiting = [];
    woken.forEach((wake) => {
      wake();
    });
  }
}
