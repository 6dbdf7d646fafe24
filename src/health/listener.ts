import type { RequestListener, ServerResponse } from 'node:http';
import { headersFor, type Answer, type Memory } from './answers.ts';

/** Text in the format that Prometheus reads, and the type that says so. */
export interface Scrape {
  readonly type: string;
  readonly text: () => Promise<string>;
}

/** Answers requests: from memory, and scrapes by counting. */
export const listener =
  (memory: Memory, scrape: Scrape): RequestListener =>
  (request, response) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      send(response, notAllowed);
      return;
    }
    const path = pathOf(request.url ?? '');
    if (path === '/metrics') void sendScrape(response, scrape);
    else send(response, memory.get(path) ?? notFound);
  };

/** The path without a query: some probes add one against caches. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** Node leaves the body out where `HEAD` asks. */
function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

async function sendScrape(response: ServerResponse, scrape: Scrape): Promise<void> {
  const body = Buffer.from(await scrape.text());
  send(response, { status: 200, body, headers: headersFor(body, scrape.type) });
}

const notFound = plain(404, 'There are /health, /health/live, /health/ready and /metrics.\n');
const notAllowed = plain(405, 'Only GET and HEAD.\n', ['allow', 'GET, HEAD']);

function plain(status: number, text: string, more: readonly string[] = []): Answer {
  const body = Buffer.from(text);
  return { status, body, headers: [...headersFor(body, 'text/plain; charset=utf-8'), ...more] };
}
