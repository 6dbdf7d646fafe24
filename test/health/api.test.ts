import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hang, hangUp, late, pass, Proxy, reset, say } from './proxy.ts';
import { bearable, Scene, tried, unbearable } from './trial.ts';

const scene = new Scene();
let status = 200;
const server = createServer((_, response) => {
  response.writeHead(status, { location: '/login' }).end('of internal-host');
});
const proxy = new Proxy(() => (server.address() as AddressInfo).port);

const back = () => (proxy.behaviour = pass);
const behaves = (behaviour: typeof proxy.behaviour) => () => (proxy.behaviour = behaviour);
const answers = (code: number) => ({ breaks: () => (status = code), heals: () => (status = 200) });

tried(scene, {
  dependency: 'api',
  proxy: () => proxy,
  secrets: ['localhost', 'internal-host', 'private-path', '127.0.0.1'],
  begin: async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await proxy.start();
  },
  end: async () => {
    await proxy.refuse();
    server.close();
  },
  config: () => ({ url: `http://localhost:${String(proxy.port)}/private-path` }),
  faults: [
    { fault: 'nobody listens', breaks: () => proxy.refuse(), heals: () => proxy.start(), kind: 'refused' },
    { fault: 'it takes connections and never answers', breaks: behaves(hang), heals: back, kind: 'timeout' },
    {
      fault: 'it is slow, within the timeout',
      breaks: behaves(late(bearable)),
      heals: back,
      takes: bearable,
    },
    {
      fault: 'it is slow, over the timeout',
      breaks: behaves(late(unbearable)),
      heals: back,
      kind: 'timeout',
    },
    { fault: 'the answer breaks off', breaks: behaves(reset), heals: back, kind: 'closed' },
    { fault: 'it hangs up', breaks: behaves(hangUp), heals: back, kind: 'closed' },
    {
      fault: 'something else answers',
      breaks: behaves(say('220 mail\r\n')),
      heals: back,
      kind: 'wrong-answer',
    },
    {
      fault: 'its name is gone from DNS',
      breaks: () => scene.gone.add('localhost'),
      heals: () => {
        scene.gone.clear();
      },
      kind: 'dns',
    },
    { fault: 'it fails', ...answers(500), kind: 'unavailable' },
    { fault: 'it says that it is degraded', ...answers(503), kind: 'unavailable' },
    { fault: 'it wants a login', ...answers(401), kind: 'authentication' },
    { fault: 'it forbids', ...answers(403), kind: 'permission' },
    { fault: 'there is no such path', ...answers(404), kind: 'missing' },
    { fault: 'it leads elsewhere', ...answers(302), kind: 'wrong-answer' },
  ],
});
