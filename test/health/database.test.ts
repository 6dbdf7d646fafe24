import { chownSync, cpSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificate, type Certificate } from '../platform/certificate.ts';
import { PostgreSql } from '../platform/postgresql.ts';
import { hang, hangUp, late, pass, Proxy, reset, say } from './proxy.ts';
import { bearable, Scene, tried, unbearable } from './trial.ts';

const scene = new Scene();
const postgres = new PostgreSql();
const proxy = new Proxy(() => postgres.port);
let trusted: Certificate;
let stranger: Certificate;

const [user, first, second] = ['health_role', 'first-Passw0rd', 'second-Passw0rd'];
const back = () => (proxy.behaviour = pass);
const behaves = (behaviour: typeof proxy.behaviour) => () => (proxy.behaviour = behaviour);
const sql = (text: string) => () => postgres.run(text);
const password = (text: string) => () => scene.file('password', `${text}\n`);

/** A certificate of its own for PostgreSQL, which only its user may read. */
async function speakTls(): Promise<void> {
  const data = join(postgres.folder, 'data');
  const { uid, gid } = statSync(data);
  for (const [name, text] of [
    ['server.key', trusted.key],
    ['server.crt', trusted.cert],
  ] as const) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  }
  await postgres.run('ALTER SYSTEM SET ssl = on');
  await postgres.run('SELECT pg_reload_conf()');
}

/** Stops it, and starts it as a standby that follows nobody. */
async function becomeStandby(): Promise<void> {
  await postgres.stop();
  writeFileSync(join(postgres.folder, 'data/standby.signal'), '');
  await postgres.launch();
}

tried(scene, {
  dependency: 'database',
  proxy: () => proxy,
  secrets: ['localhost', user, first, second, 'fraiseql-db', 'pg_is_in_recovery', '127.0.0.1'],
  begin: async () => {
    trusted = await certificate(scene.folder);
    cpSync(trusted.file, join(scene.folder, 'ca.pem'));
    stranger = await certificate(scene.folder);
    await postgres.start();
    await speakTls();
    await postgres.run(`CREATE ROLE ${user} LOGIN PASSWORD '${first}'`);
    await postgres.run('CREATE DATABASE "fraiseql-db"');
    await proxy.start();
  },
  end: async () => {
    await proxy.refuse();
    await postgres.stop();
    postgres.remove();
  },
  config: () => ({
    host: 'localhost',
    port: proxy.port,
    database: 'fraiseql-db',
    tls: 'verify-full',
    caFile: join(scene.folder, 'ca.pem'),
    userFile: scene.file('user', user),
    passwordFile: scene.file('password', first),
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
    {
      fault: 'a web server answers',
      breaks: behaves(say('HTTP/1.1 400')),
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
      fault: 'its certificate is of nobody we trust',
      breaks: () => scene.file('ca.pem', stranger.cert),
      heals: () => scene.file('ca.pem', trusted.cert),
      kind: 'tls',
    },
    {
      fault: 'it speaks no TLS any more',
      breaks: async () => {
        await postgres.run('ALTER SYSTEM SET ssl = off');
        await postgres.run('SELECT pg_reload_conf()');
      },
      heals: async () => {
        await postgres.run('ALTER SYSTEM SET ssl = on');
        await postgres.run('SELECT pg_reload_conf()');
      },
      kind: 'tls',
    },
    {
      fault: 'the password is wrong',
      breaks: password('guessed'),
      heals: password(first),
      kind: 'authentication',
    },
    {
      fault: 'the password is rotated there, and later here',
      breaks: sql(`ALTER ROLE ${user} PASSWORD '${second}'`),
      heals: password(second),
      kind: 'authentication',
    },
    {
      fault: 'the file with the password is gone',
      breaks: () => {
        unlinkSync(join(scene.folder, 'password'));
      },
      heals: password(second),
      kind: 'secret',
    },
    {
      fault: 'the role may not connect',
      breaks: sql('REVOKE CONNECT ON DATABASE "fraiseql-db" FROM PUBLIC'),
      heals: sql('GRANT CONNECT ON DATABASE "fraiseql-db" TO PUBLIC'),
      kind: 'permission',
    },
    {
      fault: 'the database has another name',
      breaks: sql('ALTER DATABASE "fraiseql-db" RENAME TO moved'),
      heals: sql('ALTER DATABASE moved RENAME TO "fraiseql-db"'),
      kind: 'missing',
    },
    {
      fault: 'there are no connections left (53300)',
      breaks: sql(`ALTER ROLE ${user} CONNECTION LIMIT 0`),
      heals: sql(`ALTER ROLE ${user} CONNECTION LIMIT -1`),
      kind: 'exhausted',
    },
    {
      fault: 'the server is dead behind a proxy that lives',
      breaks: () => postgres.stop(),
      heals: () => postgres.launch(),
      kind: 'closed',
    },
    {
      fault: 'it is a standby',
      breaks: becomeStandby,
      heals: sql('SELECT pg_promote()'),
      kind: 'read-only',
    },
  ],
});
