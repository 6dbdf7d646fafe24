import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { cli } from '../../src/cli.ts';
import { readHealthConfig } from '../../src/health/read.ts';
import { madeUp } from '../cli/world.ts';
import { Scene } from './trial.ts';

const scene = new Scene();
const secret = scene.file('password', 'hunter2\n');
const path = join(scene.folder, 'health.yaml');
afterAll(() => {
  scene.remove();
});

/** A good configuration, a check a line, so that problems have positions. */
const good: Readonly<Record<string, string>> = {
  database: `host: db.fraiseql.svc, database: fraiseql, userFile: ${secret}, passwordFile: ${secret}`,
  elasticsearch: `url: 'https://logs.fraiseql.svc:9200', apiKeyFile: ${secret}`,
  redis: `host: redis.fraiseql.svc, passwordFile: ${secret}`,
  kms: `region: eu-central-1, key: alias/fraiseql`,
  api: `url: 'http://fraiseql-api.fraiseql.svc:8815/health'`,
};

const text = (checks = good, rest = ''): string =>
  `service: fraiseql-api\nchecks:\n${Object.entries(checks)
    .map(([name, check]) => `  ${name}: { ${check} }\n`)
    .join('')}${rest}`;

/** The good configuration with one check that is otherwise. */
const bent = (name: string, from: string, to: string): string =>
  text({ ...good, [name]: (good[name] ?? '').replace(from, to) });

function problemsOf(yaml: string): string[] {
  writeFileSync(path, yaml);
  try {
    readHealthConfig(path);
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(path, 'health.yaml'));
  }
  return [];
}

test('what may be left out has a default', () => {
  writeFileSync(path, text());
  const { checks, needed } = readHealthConfig(path);
  expect(needed).toBeUndefined();
  expect(checks.database).toMatchObject({ port: 5432, tls: 'require', interval: '10s', timeout: '2s' });
  expect(checks.elasticsearch).toMatchObject({ interval: '15s', timeout: '5s' });
  expect(checks.redis).toMatchObject({ port: 6379, tls: true, interval: '5s', timeout: '1s' });
  expect(checks.kms).toMatchObject({ interval: '30s', timeout: '3s' });
  expect(checks.api).toMatchObject({ interval: '10s', timeout: '2s' });
});

describe('what is wrong is told, with its place', () => {
  test.each([
    [bent('database', 'host:', 'hots:'), "3:15: unknown key 'checks.database.hots'. Did you mean 'host'?"],
    [text({ databse: good.database ?? '' }), "3:3: unknown key 'checks.databse'. Did you mean 'database'?"],
    [bent('database', 'userFile', 'userfile'), "missing key 'checks.database.userFile': it must be text."],
    [bent('redis', 'host:', 'tls: yes, host:'), "'checks.redis.tls' must be true or false, got 'yes'."],
    [
      bent('redis', 'host:', 'timeout: 5s, host:'),
      "'checks.redis.timeout' must be shorter than `interval`, got '5s'.",
    ],
    [
      bent('api', 'url:', 'interval: 5ms, url:'),
      "'checks.api.interval' must be a duration from 100ms to 10m, such as 10s, got '5ms'.",
    ],
    [
      bent('redis', 'passwordFile', 'userFile'),
      "'checks.redis.userFile' must be left out, or `passwordFile` beside it: a name alone logs nobody in, got something else.",
    ],
    [
      bent('database', 'host:', `caFile: ${secret}, host:`),
      "'checks.database.caFile' must be left out, or `tls` verify-full: nothing else looks at it, got something else.",
    ],
    [text({}), "2:8: 'checks' must be a map of keys, got nothing."],
    [
      'service: fraiseql-api\nchecks: {}\n',
      "2:9: 'checks' must be a map with one check at least, of database, elasticsearch, redis, kms, api, got a map.",
    ],
    [
      text(good, 'needed: [redis, disk]'),
      "8:17: 'needed[1]' must be one of database, elasticsearch, redis, kms, api, got 'disk'.",
    ],
    [
      text({ api: good.api ?? '' }, 'needed: [redis]'),
      "4:10: 'needed[0]' must be one of those in `checks`, got 'redis'.",
    ],
    ['', '1:1: is empty. docs/health.md has an example to begin with.'],
    ['a: [', 'is not valid YAML'],
    [
      bent('redis', secret, '/nowhere/password'),
      "'checks.redis.passwordFile' names a file that does not exist.",
    ],
    [bent('redis', secret, scene.folder), "'checks.redis.passwordFile' names a file that is a folder."],
    [
      bent('redis', secret, scene.file('empty', '\n')),
      "'checks.redis.passwordFile' names a file that is empty.",
    ],
  ])('%#', (yaml, problem) => {
    expect(problemsOf(yaml).join('\n')).toContain(problem);
  });

  test('all files at once, and never what stands in the wrong place', () => {
    const yaml = text({
      database: 'host: db, database: fraiseql, userFile: hunter2, passwordFile: hunter2',
      api: "url: 'https://me:hunter2@api'",
    });
    const problems = problemsOf(yaml);
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});

describe('the command line', () => {
  const run = async (...argv: readonly string[]) => {
    const { world, said } = madeUp();
    return { code: await cli(['health', ...argv], world), stderr: said.stderr };
  };

  test('has every problem at once, of options and of the file', async () => {
    writeFileSync(path, bent('redis', 'host:', 'hots:'));
    const { code, stderr } = await run('--config', path, '--port', '70000', '--drain', 'soon');
    expect(code).toBe(2);
    expect(stderr.split('\n').slice(0, 4)).toEqual([
      `fraiseql-monitoring health: ${path}:5:10: missing key 'checks.redis.host': it must be text.`,
      `fraiseql-monitoring health: ${path}:5:12: unknown key 'checks.redis.hots'. Did you mean 'host'?`,
      `fraiseql-monitoring health: --port must be a number from 1 to 65535, or 0 for one that is free, got '70000'.`,
      `fraiseql-monitoring health: --drain must be a duration up to 10m, such as 5s, got 'soon'.`,
    ]);
  });

  test('needs a file', async () => {
    expect(await run()).toMatchObject({ code: 2 });
    expect((await run('--config', '/nowhere.yaml')).stderr).toContain('/nowhere.yaml:1:1: does not exist.');
  });
});

test('a configuration that is written as YAML by others reads the same', () => {
  writeFileSync(path, text());
  const config = readHealthConfig(path);
  writeFileSync(path, stringify(config));
  expect(readHealthConfig(path)).toEqual(config);
});
