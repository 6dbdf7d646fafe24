import { request, type IncomingMessage, type ServerResponse } from 'node:http';

/** Methods and paths by which Alertmanager is told of silences: all else only reads. */
const silences = /^\/alertmanager\/api\/v2\/silences?(\/|$)/;

/** Hands a request on to an engine, whose pages so are on the one port. Reads are, and silences. */
export function proxy(incoming: IncomingMessage, response: ServerResponse, engine: string): void {
  const { method = 'GET', url = '', headers } = incoming;
  const { hostname, port } = new URL(engine);
  if (method !== 'GET' && method !== 'HEAD' && !silences.test(url)) {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('Here one can only look.\n');
    return;
  }
  const passed = Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'connection');
  const outgoing = request(
    { hostname, port, path: url, method, headers: Object.fromEntries(passed) },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('It does not answer.\n');
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
