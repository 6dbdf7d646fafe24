import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stage } from '../stage.ts';

/** Shortest time between two snapshots for one page, in milliseconds: messages come in bursts. */
const least = 100;

/** Sends what goes on for as long as the page is open, as server-sent events. */
export function sendEvents(request: IncomingMessage, response: ServerResponse, stage: Stage): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  // A page that lost us asks again after a second.
  response.write('retry: 1000\n\n');
  let timer: NodeJS.Timeout | undefined;
  let latest: unknown;
  const off = stage.listen((snapshot) => {
    latest = snapshot;
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write(`data: ${JSON.stringify(latest)}\n\n`);
    }, least);
  });
  request.on('close', () => {
    clearTimeout(timer);
    off();
  });
}
