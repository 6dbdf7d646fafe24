import { rmSync } from 'node:fs';
import { hang, hangUp, late, pass, Proxy, reset, say } from './proxy.ts';
import { RedisServer } from './redis-server.ts';
import { bearable, Scene, tried, unbearable } from './trial.ts';

const scene = new Scene();
const server = new RedisServer(scene.folder);
const proxy = new Proxy(() => server.port);

const [user, first, second] = ['health-user', 'first-Passw0rd', 'second-Passw0rd'];
const back = () => (proxy.behaviour = pass);
const behaves = (behaviour: typeof proxy.behaviour) => () => (proxy.behaviour = behaviour);
const runs =
  (...command: readonly string[]) =>
  () =>
    server.run(...command);
const password = (text: string) => () => scene.file('password', `${text}\n`);

/** Loads its data anew, so slowly that it is not done before it is told to hurry. It looks at clients after every key. */
async function loadsSlowly(): Promise<void> {
  await server.run('CONFIG', 'SET', 'rdbcompression', 'no');
  await server.run('CONFIG', 'SET', 'loading-process-events-interval-bytes', '1024');
  await server.run('CONFIG', 'SET', 'key-load-delay', '10000');
  server.begin('DEBUG', 'RELOAD');
}

/** It has lost the folder that it saves into, and has noticed. */
async function cannotSave(): Promise<void> {
  rmSync(server.folder, { recursive: true });
  await server.run('SET', 'changed', '1');
  await server.run('BGSAVE');
  await server.until(['INFO', 'persistence'], (info) => info.includes('rdb_last_bgsave_status:err'));
}

tried(scene, {
  dependency: 'redis',
  proxy: () => proxy,
  secrets: ['localhost', user, first, second, '127.0.0.1'],
  begin: async () => {
    await server.start('--enable-debug-command', 'local');
    await server.run('ACL', 'SETUSER', user, 'on', `>${first}`, '+ping', '+hello');
    await server.run('EVAL', 'for i = 1, 4000 do redis.call("SET", i, string.rep("x", 1200)) end', '0');
    await proxy.start();
  },
  end: async () => {
    await proxy.refuse();
    await server.stop();
  },
  config: () => ({
    host: 'localhost',
    port: proxy.port,
    tls: false,
    userFile: scene.file('user', user),
    passwordFile: scene.file('password', first),
  }),
  faults: [
    { fault: 'nobody listens', breaks: () => proxy.refuse(), heals: () => proxy.start(), kind: 'refused' },
    { fault: 'it takes connections and never answers', breaks: behaves(hang), heals: back, kind: 'timeout' },
    {
      fault: 'its process is held',
      breaks: () => {
        server.signal('SIGSTOP');
      },
      heals: () => {
        server.signal('SIGCONT');
      },
      kind: 'timeout',
    },
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
      fault: 'a web server answers',
      breaks: behaves(say('HTTP/1.1 400 Bad Request\r\n\r\n')),
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
    {
      fault: 'the password is wrong',
      breaks: password('guessed'),
      heals: password(first),
      kind: 'authentication',
    },
    {
      fault: 'the password is rotated there, and later here',
      breaks: runs('ACL', 'SETUSER', user, 'resetpass', `>${second}`),
      heals: password(second),
      kind: 'authentication',
    },
    {
      fault: 'the user may not ask',
      breaks: runs('ACL', 'SETUSER', user, '-ping'),
      heals: runs('ACL', 'SETUSER', user, '+ping'),
      kind: 'permission',
    },
    {
      fault: 'it takes no further client',
      breaks: runs('CONFIG', 'SET', 'maxclients', '1'),
      heals: runs('CONFIG', 'SET', 'maxclients', '100'),
      kind: 'exhausted',
    },
    {
      fault: 'it is a replica (READONLY)',
      breaks: runs('REPLICAOF', '127.0.0.1', '1'),
      heals: runs('REPLICAOF', 'NO', 'ONE'),
      kind: 'read-only',
    },
    {
      fault: 'it loads its data (LOADING)',
      breaks: loadsSlowly,
      heals: runs('CONFIG', 'SET', 'key-load-delay', '0'),
      kind: 'loading',
    },
    {
      fault: 'it cannot save (MISCONF)',
      breaks: cannotSave,
      heals: runs('CONFIG', 'SET', 'save', ''),
      kind: 'read-only',
    },
  ],
});
