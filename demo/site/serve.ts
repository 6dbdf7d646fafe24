import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type Serving } from '../../src/http/serve.ts';
import type { Facts } from '../snapshot.ts';
import type { Stage } from '../stage.ts';
import { dashboardPage, runbookPage } from './document.ts';
import { sendEvents } from './events.ts';
import { picture, runbook, type File } from './docs.ts';
import { intrusion } from './guard.ts';
import { proxy } from './proxy.ts';

/** What the page is made of, as soon as it is there. */
export interface Shown {
  readonly stage: Stage;
  readonly facts: Facts;
  readonly engines: { readonly prometheus: string; readonly alertmanager: string };
}

/** The page, which is served before there is anything to show: the address is known, and links in messages need it. */
export interface Page extends Serving {
  readonly show: (shown: Shown) => void;
}

/** Nothing but what this page brings along is loaded or run, and nobody frames it. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * Serves the page on loopback.
 *
 * @throws Failure where the port is taken.
 */
export async function servePage(port: number): Promise<Page> {
  // The compiler is large: the address must not wait for it.
  const loading = import('./files.ts').then(({ pageFiles }) => pageFiles());
  let shown: Shown | undefined;
  const page = await serve(
    (request, response) => {
      const refused = intrusion(request, Number(new URL(page.url).port));
      if (refused !== undefined) send(response, 403, text(refused));
      else if (request.method === 'POST' && !isEngines(request)) change(request, response, shown?.stage);
      else
        void loading.then((files) => {
          read(request, response, { files, shown });
        });
    },
    { host: '127.0.0.1', port, grace: 0 },
  );
  return {
    ...page,
    show: (given) => {
      shown = given;
    },
  };
}

const isEngines = ({ url = '' }: IncomingMessage): boolean => /^\/(prometheus|alertmanager)(\/|$)/.test(url);

interface Content {
  readonly files: ReadonlyMap<string, File>;
  readonly shown: Shown | undefined;
}

function read(request: IncomingMessage, response: ServerResponse, { files, shown }: Content): void {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = files.get(path) ?? document(path);
  if (file !== undefined) send(response, 200, file);
  else if (shown === undefined) send(response, 503, text('The engines are starting.'));
  else if (path === '/events') sendEvents(request, response, shown.stage);
  else if (path === '/facts')
    send(response, 200, { type: 'application/json', body: JSON.stringify(shown.facts) });
  else if (path.startsWith('/prometheus')) proxy(request, response, shown.engines.prometheus);
  else if (path.startsWith('/alertmanager')) proxy(request, response, shown.engines.alertmanager);
  else send(response, 404, text('There is no such page.'));
}

/** What links in messages lead to. */
function document(path: string): File | undefined {
  const [, folder, name = '', extension] = /^\/(runbooks|pictures|d)\/([\w-]+)(\.\w+)?$/.exec(path) ?? [];
  if (folder === 'runbooks') {
    const found = runbook(`${name}${extension ?? ''}`);
    return found === undefined ? undefined : { type: 'text/html', body: runbookPage(name, found) };
  }
  const image = folder === undefined ? undefined : picture(name);
  if (image === undefined) return undefined;
  return folder === 'd'
    ? { type: 'text/html', body: dashboardPage(name) }
    : { type: 'image/png', body: image };
}

/** What the buttons do. */
function change(request: IncomingMessage, response: ServerResponse, stage?: Stage): void {
  const [, what, name = ''] = /^\/(begin|end|acknowledge)(?:\/([\w-]+))?$/.exec(request.url ?? '') ?? [];
  request.resume();
  if (what === undefined) send(response, 404, text('There is no such button.'));
  else if (stage === undefined) send(response, 503, text('The engines are starting.'));
  else {
    const refused = presses[what as keyof typeof presses](stage, name);
    send(response, refused === undefined ? 204 : 400, text(refused ?? ''));
  }
}

/** What a button does. Returns why it cannot. */
const presses = {
  begin: (stage: Stage, name: string) => stage.begin(name),
  end: (stage: Stage) => {
    stage.end();
    return undefined;
  },
  acknowledge: (stage: Stage, key: string) => {
    stage.acknowledge(key);
    return undefined;
  },
};

const text = (body: string): File => ({ type: 'text/plain', body });

function send(response: ServerResponse, status: number, { type, body }: File): void {
  const charset = type.startsWith('text/') ? '; charset=utf-8' : '';
  response.writeHead(status, { ...headers, 'content-type': `${type}${charset}` }).end(body);
}
