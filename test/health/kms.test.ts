import { afterAll, expect, test } from 'vitest';
import { Kms } from './kms.ts';
import { hang, late, pass, Proxy, reset, say } from './proxy.ts';
import { bearable, Scene, tried, unbearable } from './trial.ts';

const key = '0ab1c2d3-e4f5-6789-0abc-def123456789';
const scene = new Scene();
const server = new Kms(key);
const proxy = new Proxy(() => server.port);

// The SDK finds these in the environment, as in a pod.
const account = { AWS_ACCESS_KEY_ID: 'AKIDOFHEALTH', AWS_SECRET_ACCESS_KEY: 'secret-of-health' };
Object.assign(process.env, account);
afterAll(() => {
  for (const name of Object.keys(account)) Reflect.deleteProperty(process.env, name);
});

const back = () => (proxy.behaviour = pass);
const behaves = (behaviour: typeof proxy.behaviour) => () => (proxy.behaviour = behaviour);
const answers = (status: number, type: string) => ({
  breaks: () => (server.error = [status, type]),
  heals: () => (server.error = undefined),
});
const state = (name: string) => ({
  breaks: () => (server.state = name),
  heals: () => (server.state = 'Enabled'),
});
const body = (text: string) => ({
  breaks: () => (server.body = text),
  heals: () => (server.body = undefined),
});

tried(scene, {
  dependency: 'kms',
  proxy: () => proxy,
  secrets: ['localhost', key, '111122223333', ...Object.values(account), '127.0.0.1'],
  begin: async () => {
    await server.start();
    await proxy.start();
  },
  end: async () => {
    await proxy.refuse();
    server.stop();
  },
  config: () => ({ region: 'eu-central-1', key, endpoint: `http://localhost:${String(proxy.port)}` }),
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
    { fault: 'the key is disabled', ...state('Disabled'), kind: 'disabled' },
    { fault: 'the key is to be deleted', ...state('PendingDeletion'), kind: 'disabled' },
    { fault: 'there is no such key', ...answers(400, 'NotFoundException'), kind: 'missing' },
    { fault: 'the policy forbids it', ...answers(400, 'AccessDeniedException'), kind: 'permission' },
    {
      fault: 'the credentials are unknown',
      ...answers(400, 'UnrecognizedClientException'),
      kind: 'authentication',
    },
    {
      fault: 'the credentials have expired',
      ...answers(400, 'ExpiredTokenException'),
      kind: 'authentication',
    },
    { fault: 'it fails inside', ...answers(500, 'KMSInternalException'), kind: 'unavailable' },
    { fault: 'it fails in a way that is new', ...answers(503, 'NewException'), kind: 'unavailable' },
    { fault: 'it asks to slow down', ...answers(400, 'ThrottlingException') },
    { fault: 'a login page answers', ...body('<html>Log in</html>'), kind: 'wrong-answer' },
    { fault: 'the answer tells no state', ...body('{}'), kind: 'wrong-answer' },
  ],
});

test('is asked for the state of the key, and to use it for nothing', () => {
  expect([...server.asked]).toEqual(['TrentService.DescribeKey']);
});
