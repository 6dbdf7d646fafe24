import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cli } from '../../src/cli.ts';
import { nobody } from '../../src/constructs/hardening.ts';
import { backupNames } from '../../src/model/names.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { madeUp } from '../cli/world.ts';
import type { Manifest } from '../pods/object.ts';
import { runPod } from '../pods/pod.ts';
import { owner } from '../s3/good.ts';
import { tool } from '../tool.ts';
import { until } from '../platform/until.ts';
import { manifests } from './dump-world.ts';
import { programs } from './postgres-programs.ts';
import { Stage } from './wal-stage.ts';

let stage: Stage;

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', owner.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', owner.secretAccessKey);
  stage = await Stage.start();
}, 60_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await stage.stop();
}, 60_000);

/** Copies a server whose log is shipped, damages it, and tells the moment before, as psql prints it. */
async function mistake(): Promise<string> {
  stage.receive();
  const shipping = stage.ship();
  await stage.sql("insert into t (v) select 'before the copy' from generate_series(1, 10)");
  await stage.base();
  await stage.sql("insert into t (v) select 'after the copy' from generate_series(1, 90)");
  // The moment is cut to a millisecond, and the insert must be before that.
  const [row] = await stage.sql<{ at: string }>('select clock_timestamp()::text as at from pg_sleep(0.01)');
  await stage.sql('delete from t');
  const at = row?.at ?? '';
  await until(async () => (await stage.reach()).recoveryPoint > Date.parse(at));
  await shipping.end();
  return at;
}

/** What `--kubernetes` prints, and its configuration as the cluster has it. */
async function jobFor(to: string) {
  const config = toYaml({
    ...stage.config(),
    recovery: {
      image: 'registry.example.com/fraiseql-monitoring:0.1.0',
      postgresImage: 'docker.io/library/postgres:15.14-bookworm',
      awsCliImage: 'docker.io/amazon/aws-cli:2.31.0',
    },
  });
  writeFileSync(stage.path('config/backup.yaml'), config);
  const { world, said } = madeUp();
  const argv = ['restore', '--config', stage.path('config/backup.yaml'), '--to', to, '--kubernetes'];
  const code = await cli(argv, { ...world, now: () => new Date() });
  expect({ code, stderr: code === 0 ? '' : said.stderr }).toEqual({ code: 0, stderr: '' });
  const receiver = { kind: 'ConfigMap', metadata: { name: backupNames.receiver } };
  return {
    objects: loadAll(said.stdout) as Manifest[],
    configMap: { ...receiver, data: { 'backup.yaml': config } },
  };
}

/** Runs something with the server that is on the claim, as its owner, until it is stopped again. */
async function whileServing(data: string, act: (socket: string) => Promise<void>): Promise<void> {
  const socket = stage.makeFolder('socket');
  chmodSync(socket, 0o777);
  const as = { cwd: '/', uid: nobody, gid: nobody };
  const options = `-k ${socket} -p 5432 -c listen_addresses=`;
  const start = ['-D', data, '-o', options, '-l', `${socket}/log`, '-w', '-s', 'start'];
  expect(await tool(programs('pg_ctl'), start, as)).toMatchObject({ code: 0 });
  try {
    await act(socket);
  } finally {
    await tool(programs('pg_ctl'), ['-D', data, '-m', 'fast', '-w', '-s', 'stop'], as);
  }
}

test('the Job for a moment leaves data on its claim that a server starts with', async () => {
  const { objects, configMap } = await jobFor(await mistake());
  const claim = stage.makeFolder('claim');
  const { reason, containers } = await runPod({
    object: objects.at(-1) ?? {},
    // Ours comes first: what was synthesized has one of the same name.
    manifests: [configMap, ...manifests, ...objects],
    claims: { work: claim },
    env: { AWS_ACCESS_KEY_ID: owner.accessKeyId, AWS_SECRET_ACCESS_KEY: owner.secretAccessKey },
  });
  const ends = containers.map(({ name, code, stdout }) => ({ name, code, said: code === 0 ? '' : stdout }));
  expect(ends).toEqual([
    { name: 'fetch', code: 0, said: '' },
    { name: 'recover', code: 0, said: '' },
  ]);
  expect(reason).toBe('Completed');
  const data = `${claim}/data`;
  expect(statSync(data).uid).toBe(nobody);
  await whileServing(data, async (socket) => {
    const found = 'select v, count(*)::int as n from t group by v order by v';
    expect(await stage.sql(found, socket)).toEqual([
      { v: 'after the copy', n: 90 },
      { v: 'before the copy', n: 10 },
    ]);
    await stage.sql("insert into t (v) values ('written again')", socket);
  });
}, 120_000);
