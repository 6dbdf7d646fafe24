import { createServer } from 'node:http';
import { listen } from '../../engines/listen.ts';

/** A service with a `/metrics` that can be taken down and brought back. It keeps its port, so that nobody else takes it. */
export class Target {
  private answering = true;
  private readonly server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
      .end('fraiseql_uptime_seconds 1\n');
  }).on('connection', (socket) => {
    if (!this.answering) socket.destroy();
  });

  /** Starts to listen on loopback. Returns host and port. */
  async start(): Promise<string> {
    return new URL(await listen(this.server)).host;
  }

  /** Refuses every connection, as a dead process does. */
  down(): void {
    this.answering = false;
    this.server.closeAllConnections();
  }

  up(): void {
    this.answering = true;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
