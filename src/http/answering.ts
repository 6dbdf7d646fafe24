import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';

/** Answers `/metrics`, and `/ready`: both tell of this program alone, so that nobody restarts it because what it asks is down. */
export const answering =
  (registry: Registry): RequestListener =>
  (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    if (path === '/ready') response.writeHead(200, { 'content-type': 'text/plain' }).end('ready\n');
    else if (path === '/metrics') {
      void registry.metrics().then((text) => {
        response.writeHead(200, { 'content-type': registry.contentType }).end(text);
      });
    } else response.writeHead(404, { 'content-type': 'text/plain' }).end('There are /metrics and /ready.\n');
  };
