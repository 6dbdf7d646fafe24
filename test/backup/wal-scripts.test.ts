import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../platform/until.ts';
import { Stage } from './wal-stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start();
});

afterAll(() => stage.stop());

const base = (name: string, env: Readonly<Record<string, string>> = {}) =>
  stage.script('base.sh', { BACKUP_WORK: stage.makeFolder(name), ...env });

describe('base.sh', () => {
  test('says that the login is refused, and leaves nothing that could be uploaded', async () => {
    const login = stage.makeFolder('wrong');
    writeFileSync(`${login}/username`, 'fraiseql_backup');
    writeFileSync(`${login}/password`, 'a guess');
    const running = base('refused', { BACKUP_LOGIN_DIR: login });
    expect(await running.ended()).toBe(11);
    expect(running.said()).toContain('password authentication failed');
    expect(running.said()).not.toContain('a guess');
    expect(existsSync(stage.path('refused/manifest.json'))).toBe(false);
  });

  test('says that nobody answers', async () => {
    const running = base('nobody', { PGPORT: '1' });
    expect(await running.ended()).toBe(11);
  });

  test('says that the role may not replicate', async () => {
    await stage.sql('alter role fraiseql_backup noreplication');
    const running = base('reader');
    const code = await running.ended();
    await stage.sql('alter role fraiseql_backup replication');
    expect(code).toBe(18);
    expect(running.said()).toContain('The role needs REPLICATION');
    expect(await readdir(stage.path('reader'))).not.toContain('out');
  });

  test('ends when it is asked to, and leaves no half copy', async () => {
    const running = base('stopped');
    await until(() => Promise.resolve(existsSync(stage.path('stopped/id'))));
    expect(await running.end('SIGTERM')).toBe(143);
    expect(existsSync(stage.path('stopped/out'))).toBe(false);
  });
});

describe('receive.sh', () => {
  test('tries until it may log in, says so once, and ends well when it is asked to', async () => {
    await stage.sql("alter role fraiseql_backup password 'another'");
    const receiver = stage.receive();
    await until(() => Promise.resolve(receiver.said().includes('refuses the login')));
    await until(async () => {
      const log = await readFile(stage.path('log'), 'utf8');
      return log.split('password authentication failed').length > 4;
    });
    await stage.sql("alter role fraiseql_backup password 'a password'");
    await until(() => Promise.resolve(receiver.said().includes('Receiving')));
    expect(receiver.said().split('refuses the login')).toHaveLength(2);
    await until(async () => (await readdir(stage.path('wal'))).some((name) => name.endsWith('.partial')));
    expect(await receiver.end('SIGTERM')).toBe(0);
  });

  test('puts aside what it has of another server', async () => {
    writeFileSync(stage.path('wal/.system'), '1');
    const receiver = stage.receive();
    await until(() => Promise.resolve(receiver.said().includes('another server than before')));
    await until(async () => (await readdir(stage.path('wal'))).includes('left'));
    await receiver.end();
  });
});

describe('recover.sh', () => {
  const recover = (env: Readonly<Record<string, string>>) =>
    stage.script('recover.sh', {
      ...{ RECOVER_FROM: stage.path('from'), RECOVER_DATA: stage.path('new'), RECOVER_TARGET: 'latest' },
      ...{ TMPDIR: stage.folder, ...env },
    });

  beforeAll(async () => {
    const work = stage.makeFolder('good');
    await mkdir(stage.path('tablespace'));
    stage.makeFolder('tablespace');
    await stage.sql(`create tablespace other location '${stage.path('tablespace')}'`);
    await stage.sql('create table elsewhere tablespace other as select generate_series(1, 500) as n');
    expect(await base('good').ended()).toBe(0);
    stage.makeFolder('from');
    stage.makeFolder('from/wal');
    stage.makeFolder('from/base');
    await stage.copy(`${work}/out/.`, 'from/base');
    await stage.copy(`${work}/manifest.json`, 'from/base');
  });

  test.each([
    ['a directory that is not empty', { RECOVER_DATA: 'data' }, 'is not empty: a recovery never writes over'],
    ['a moment that has no zone', { RECOVER_TARGET: '2026-03-07T14:22:05' }, 'a moment with its zone'],
    ['a folder without a copy', { RECOVER_FROM: 'wal' }, 'There is no base backup'],
  ])('refuses %s, and writes nothing', async (_, env, said) => {
    const paths = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        name === 'RECOVER_TARGET' ? value : stage.path(value),
      ]),
    );
    const running = recover(paths);
    expect(await running.ended()).toBe(40);
    expect(running.said()).toContain(said);
    expect(existsSync(stage.path('new'))).toBe(false);
  });

  test('restores tablespaces beside the data, and a copy without any more log', async () => {
    const running = recover({ RECOVER_DATA: stage.path('whole') });
    expect(await running.ended(), running.said()).toBe(0);
    expect(await readdir(stage.path('whole.tablespaces'))).toHaveLength(1);
    const last = JSON.parse(running.said().trim().split('\n').at(-1) ?? '') as {
      seconds: object;
      rows: number;
    };
    expect(Object.keys(last.seconds)).toEqual(['unpack', 'verify', 'replay', 'check', 'total']);
    expect(last.rows).toBeGreaterThan(500);
  });

  test('refuses a copy of which a byte has changed', async () => {
    stage.makeFolder('bent');
    await stage.copy(`${stage.path('from')}/.`, 'bent');
    await stage.shell(
      `cd bent/base && mkdir x && tar -xzf base.tar.gz -C x && printf x | dd of=x/PG_VERSION conv=notrunc status=none && tar -czf base.tar.gz -C x . && rm -r x`,
    );
    const running = recover({ RECOVER_FROM: stage.path('bent'), RECOVER_DATA: stage.path('bent-data') });
    expect(await running.ended()).toBe(41);
    expect(running.said()).toContain('The copy is not what the server was');
  });

  test('says that a moment before the copy cannot be reached', async () => {
    const running = recover({ RECOVER_DATA: stage.path('early'), RECOVER_TARGET: '2020-01-01T00:00:00Z' });
    expect(await running.ended(), running.said()).toBe(43);
  });
});
