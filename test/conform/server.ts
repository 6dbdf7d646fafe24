import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { listen } from '../../engines/listen.ts';
import { good } from './bend.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const metrics = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };

const says =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** What servers may answer, by path. */
const answers: Readonly<Record<string, Answer>> = {
  '/metrics': says(200, metrics, good.contract),
  '/gzip': (response) => {
    response.writeHead(200, { ...metrics, 'content-encoding': 'gzip' }).end(gzipSync(good.contract));
  },
  '/bomb': (response) => {
    response
      .writeHead(200, { ...metrics, 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(70 * 2 ** 20, '#')));
  },
  '/openmetrics': says(
    200,
    { 'content-type': 'application/openmetrics-text; version=1.0.0' },
    'a 1\n# EOF\n',
  ),
  '/cut': says(200, { 'content-type': 'application/openmetrics-text; version=1.0.0' }, 'a 1\n'),
  '/broken': says(200, metrics, 'a 1\nb{c="d} 2\n'),
  '/latin1': (response) => {
    response.writeHead(200, metrics).end(Buffer.from('a{b="\xe4"} 1\n', 'latin1'));
  },
  '/json': says(200, { 'content-type': 'application/json' }, good.contract),
  '/bare': says(200, {}, good.contract),
  '/page': says(200, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html>'),
  '/login': says(302, { location: 'https://login.example.com/start?secret=1' }),
  '/moved': says(301, { location: '/metrics?x=1' }),
  '/closed': says(401),
  '/teapot': says(418),
  '/ill': says(500, {}, 'stack'),
  '/token': (response, { headers }) => {
    const known = headers.authorization === 'Bearer the-token' && headers['x-scope-orgid'] === 'fraiseql';
    response.writeHead(known ? 200 : 403, metrics).end(good.contract);
  },
  '/accept': (response, { headers }) => {
    response.writeHead(200, metrics).end(`# ${headers.accept ?? ''}\n${good.contract}`);
  },
  '/slow': (response) => {
    response.writeHead(200, metrics).write('a 1\n');
  },
};

/** A server that answers rightly and wrongly, on loopback. */
export async function startServer(): Promise<{ readonly address: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    const answer = answers[(request.url ?? '').split('?')[0] ?? ''] ?? says(404);
    answer(response, request);
  });
  const address = await listen(server);
  return {
    address,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
