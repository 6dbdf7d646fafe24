import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { bulk } from './bulk.ts';
import { judgePolicy } from './policies.ts';
import { Refused } from './refuse.ts';
import { search } from './search.ts';
import { Streams, type Document } from './streams.ts';
import { Templates } from './templates.ts';

/** How the stand-in behaves, which tests change while it runs. */
export interface Behaviour {
  /** Answers every request with this status, or closes the connection. @default - as it should */
  fails?: number | 'closes' | undefined;
  /** Refuses that many documents of bulk requests as too many, one request after the other. */
  tooMany: number;
  /** Milliseconds before it answers. */
  delay: number;
  /** Says of itself that it is Elasticsearch. */
  genuine: boolean;
  /** Privileges of each API key, as actions' beginnings; without any key everybody may do everything. */
  readonly keys: Map<string, readonly string[]>;
}

/** An Elasticsearch as far as it is documented and relied on here. It stores in memory. */
export class StandIn {
  readonly policies = new Map<string, object>();
  readonly templates = new Templates();
  readonly streams = new Streams(this.templates);
  readonly behaviour: Behaviour = { tooMany: 0, delay: 0, genuine: true, keys: new Map() };
  /** Requests that were answered: method and path. */
  readonly asked: string[] = [];
  /** Requests that wait for an answer now, and the most that ever did. */
  atOnce = 0;
  mostAtOnce = 0;
  private readonly server = createServer((request, response) => {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    void this.answer(request)
      .catch((error: unknown) => {
        // Whoever asked is gone: killed in the middle of a request.
        if (!request.destroyed) throw error;
        return { status: 0, body: {} };
      })
      .then(({ status, body }) => {
        this.atOnce -= 1;
        if (status === 0) return void response.destroy();
        response.writeHead(status, {
          'content-type': 'application/vnd.elasticsearch+json;compatible-with=8',
          ...(this.behaviour.genuine ? { 'x-elastic-product': 'Elasticsearch' } : {}),
        });
        response.end(JSON.stringify(body));
      });
  });

  /** Listens on a port that is free, or on that one. Returns its address. */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  documents(pattern = '*'): Document[] {
    return this.streams.documents(pattern);
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const text = await textOf(request);
    const { fails, delay } = this.behaviour;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay).unref());
    if (fails === 'closes') return { status: 0, body: {} };
    if (fails !== undefined)
      return { status: fails, body: { error: { type: 'es_rejected', reason: 'busy' } } };
    const { method = 'GET', url = '/' } = request;
    const path = decodeURIComponent(new URL(url, 'http://x').pathname);
    this.asked.push(`${method} ${path}`);
    try {
      const route = routes.find(({ is }) => is.test(`${method} ${path}`));
      if (route === undefined)
        throw new Refused(
          400,
          'illegal_argument_exception',
          `no handler found for uri [${url}] and method [${method}]`,
        );
      this.allow(request, route.action);
      const [, ...names] = route.is.exec(`${method} ${path}`) ?? [];
      return { status: 200, body: route.do(this, names, text) };
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: error.body };
      throw error;
    }
  }

  private allow({ headers }: IncomingMessage, action: string): void {
    const { keys } = this.behaviour;
    if (keys.size === 0) return;
    const may = keys.get(
      Buffer.from((headers.authorization ?? '').replace('ApiKey ', ''), 'base64').toString(),
    );
    if (may === undefined)
      throw new Refused(401, 'security_exception', 'unable to authenticate with provided credentials');
    if (may.some((one) => action.startsWith(one))) return;
    throw new Refused(403, 'security_exception', `action [${action}] is unauthorized for API key id [x]`);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(all) : all).toString();
}

interface Route {
  readonly is: RegExp;
  /** Name of the action, as privileges and errors have it. */
  readonly action: string;
  readonly do: (here: StandIn, names: readonly string[], body: string) => unknown;
}

const done = { acknowledged: true };
const json = (text: string): unknown => JSON.parse(text === '' ? '{}' : text);

function existing<T>(map: ReadonlyMap<string, T>, name: string, what: string): T {
  const found = map.get(name);
  if (found === undefined)
    throw new Refused(404, 'resource_not_found_exception', `${what} matching [${name}] not found`);
  return found;
}

const routes: readonly Route[] = [
  {
    is: /^(?:GET|HEAD) \/$/,
    action: 'cluster:monitor/main',
    do: () => ({
      name: 'stand-in',
      version: { number: '8.19.2', build_flavor: 'default' },
      tagline: 'You Know, for Search',
    }),
  },
  {
    is: /^GET \/_license$/,
    action: 'cluster:monitor/xpack/license/get',
    do: () => ({ license: { status: 'active', uid: 'x', type: 'basic' } }),
  },
  {
    is: /^GET \/_ilm\/policy\/(.+)$/,
    action: 'cluster:admin/ilm/get',
    do: (here, [name = '']) => ({
      [name]: { version: 1, policy: existing(here.policies, name, 'Lifecycle policy') },
    }),
  },
  {
    is: /^PUT \/_ilm\/policy\/(.+)$/,
    action: 'cluster:admin/ilm/put',
    do: (here, [name = ''], body) => (here.policies.set(name, judgePolicy(json(body))), done),
  },
  {
    is: /^GET \/_component_template\/(.+)$/,
    action: 'cluster:admin/component_template/get',
    do: (here, [name = '']) => ({
      component_templates: [
        { name, component_template: existing(here.templates.components, name, 'component template') },
      ],
    }),
  },
  {
    is: /^PUT \/_component_template\/(.+)$/,
    action: 'cluster:admin/component_template/put',
    do: (here, [name = ''], body) => (here.templates.putComponent(name, json(body)), done),
  },
  {
    is: /^GET \/_index_template\/(.+)$/,
    action: 'indices:admin/index_template/get',
    do: (here, [name = '']) => ({
      index_templates: [{ name, index_template: existing(here.templates.indices, name, 'index template') }],
    }),
  },
  {
    is: /^PUT \/_index_template\/(.+)$/,
    action: 'indices:admin/index_template/put',
    do: (here, [name = ''], body) => (here.templates.putIndex(name, json(body)), done),
  },
  {
    is: /^POST \/_index_template\/_simulate_index\/(.+)$/,
    action: 'indices:admin/index_template/simulate_index',
    do: (here, [name = '']) => ({
      template: here.templates.fitting(name)?.[1] ?? { settings: {}, mappings: {}, aliases: {} },
    }),
  },
  {
    is: /^GET \/_data_stream\/(.+)$/,
    action: 'indices:admin/data_stream/get',
    do: (here, [name = '']) => {
      const { template, indices } = here.streams.get(name);
      return {
        data_streams: [{ name, template, indices: indices.map((one) => ({ index_name: one.name })) }],
      };
    },
  },
  {
    is: /^PUT \/_data_stream\/(.+)$/,
    action: 'indices:admin/data_stream/create',
    do: (here, [name = '']) => (here.streams.create(name), done),
  },
  {
    is: /^POST \/(.+)\/_rollover$/,
    action: 'indices:admin/rollover',
    do: (here, [name = '']) => (here.streams.rollover(name), { ...done, rolled_over: true }),
  },
  {
    is: /^GET \/(.+)\/_mapping$/,
    action: 'indices:admin/mappings/get',
    do: (here, [name = '']) => {
      const found = [...here.streams.all.values()]
        .flatMap(({ indices }) => indices)
        .find((one) => one.name === name);
      return { [name]: { mappings: found?.made.mappings ?? {} } };
    },
  },
  {
    is: /^POST \/(.+)\/_search$/,
    action: 'indices:data/read/search',
    do: (here, [names = ''], body) => search(here.streams, names.split(','), json(body) as never),
  },
  { is: /^POST \/_bulk$/, action: 'indices:data/write/bulk', do: (here, _, body) => bulk(here, body) },
];
