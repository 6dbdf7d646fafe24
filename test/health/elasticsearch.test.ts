import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificate, type Certificate } from '../platform/certificate.ts';
import { Elasticsearch } from './elasticsearch.ts';
import { hang, hangUp, late, pass, Proxy, reset, say } from './proxy.ts';
import { bearable, Scene, tried, unbearable } from './trial.ts';

const [first, second] = ['Zmlyc3Q6a2V5LW9mLWhlYWx0aA==', 'c2Vjb25kOmtleS1vZi1oZWFsdGg='];
const scene = new Scene();
const server = new Elasticsearch(first);
const proxy = new Proxy(() => server.port);
let trusted: Certificate;
let stranger: Certificate;

const back = () => (proxy.behaviour = pass);
const behaves = (behaviour: typeof proxy.behaviour) => () => (proxy.behaviour = behaviour);
/** Sets something of the stand-in, and puts it back. */
const altered = <K extends 'status' | 'refuses' | 'product' | 'body'>(key: K, value: Elasticsearch[K]) => {
  const before = server[key];
  return {
    breaks: () => {
      server[key] = value;
    },
    heals: () => {
      server[key] = before;
    },
  };
};

tried(scene, {
  dependency: 'elasticsearch',
  proxy: () => proxy,
  secrets: ['localhost', first, second, 'fraiseql-logs', 'key-of-health', '_cluster', '127.0.0.1'],
  begin: async () => {
    trusted = await certificate(scene.folder);
    cpSync(trusted.file, join(scene.folder, 'ca.pem'));
    stranger = await certificate(scene.folder);
    await server.start(trusted);
    await proxy.start();
  },
  end: async () => {
    await proxy.refuse();
    server.stop();
  },
  config: () => ({
    url: `https://localhost:${String(proxy.port)}`,
    caFile: join(scene.folder, 'ca.pem'),
    apiKeyFile: scene.file('key', first),
  }),
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
    { fault: 'it speaks no TLS', breaks: behaves(say('HTTP/1.1 400\r\n\r\n')), heals: back, kind: 'tls' },
    {
      fault: 'its name is gone from DNS',
      breaks: () => scene.gone.add('localhost'),
      heals: () => {
        scene.gone.clear();
      },
      kind: 'dns',
    },
    {
      fault: 'its certificate is of nobody we trust',
      breaks: () => scene.file('ca.pem', stranger.cert),
      heals: () => scene.file('ca.pem', trusted.cert),
      kind: 'tls',
    },
    { fault: 'a primary shard is missing', ...altered('status', 'red'), kind: 'red' },
    { fault: 'only a replica is missing', ...altered('status', 'yellow') },
    { fault: 'it has no master', ...altered('refuses', 503), kind: 'unavailable' },
    { fault: 'it knows no such key', ...altered('refuses', 401), kind: 'authentication' },
    { fault: 'the key lacks `monitor`', ...altered('refuses', 403), kind: 'permission' },
    { fault: 'it says that it is busy', ...altered('refuses', 429), kind: 'unavailable' },
    { fault: 'it is another product', ...altered('product', ''), kind: 'wrong-answer' },
    { fault: 'the answer is no JSON', ...altered('body', '<html>'), kind: 'wrong-answer' },
    { fault: 'the answer tells no state', ...altered('body', '{}'), kind: 'wrong-answer' },
    {
      fault: 'the key is rotated there, and later here',
      breaks: () => {
        server.apiKey = second;
      },
      heals: () => scene.file('key', second),
      kind: 'authentication',
    },
  ],
});

test('is asked for nothing but what `monitor` allows', () => {
  expect([...server.asked]).toEqual(['GET /_cluster/health']);
});
