import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cli } from '../../src/cli.ts';
import { toYaml } from '../../src/output/yaml.ts';
import type { BackupConfig } from '../../src/backup/config.ts';
import { kubernetesVersions, schemaProblems } from '../../src/schemas/validate.ts';
import { madeUp } from '../cli/world.ts';
import { tool } from '../tool.ts';
import { owner, withS3 } from '../s3/good.ts';
import { base, chunk, config, dump, filling, later, repository } from './made-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'restore-'));
beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', owner.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', owner.secretAccessKey);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

type Filling = ReturnType<typeof filling>;

/** A copy of 02:00, a log until 14:59:31, dumps of 00:00 and 06:00, and a check. */
async function good(bucket: Filling): Promise<void> {
  await bucket.dump(dump({ id: '20260307T000000Z-aaaaa', snapshotAt: '2026-03-07T00:00:01Z' }));
  await bucket.dump();
  await bucket.base();
  await bucket.check();
  await bucket.chunk(chunk());
  await bucket.chunk(later(1, '2026-03-07T14:30:00Z'));
  await bucket.chunk(later(2, '2026-03-07T14:59:31Z'));
}

interface Props {
  readonly fill?: (bucket: Filling) => Promise<unknown>;
  readonly settings?: Partial<BackupConfig>;
}

/** Runs the command at three in the afternoon of 7 March, against a bucket. */
const restore = (argv: readonly string[], { fill = good, settings = {} }: Props = {}) =>
  withS3(async ({ url }, client) => {
    await fill(filling(client, repository(url)));
    const file = join(folder, 'backup.yaml');
    writeFileSync(file, toYaml(config(url, settings)));
    const { world, said } = madeUp({ now: '2026-03-07T15:00:00Z' });
    const code = await cli(['restore', '--config', file, ...argv], world);
    return { code, stdout: said.stdout.replaceAll(folder, ''), stderr: said.stderr };
  });

describe('a plan', () => {
  test('to a moment names what is replayed, what is lost, and what comes next', async () => {
    const { code, stdout, stderr } = await restore(['--to', '2026-03-07T14:22Z']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Restore of production: a point in time, as a new server. Nothing is done yet.

      Reaches:   2026-03-07 14:22:00 UTC, 38 minutes ago
      Loses:     Everything committed after that is lost, good and bad: 38 minutes
                 until now. The log goes on to 2026-03-07 14:59:31 UTC: a later --to
                 would have up to 37 minutes 31 seconds more.
      From:      copy of the server 20260307T020000Z-b4s3q: 2.1 GB in 1 object
                   backups/production/base/20260307T020000Z-b4s3q/
                 log of server 7412345678901234567: 69 B in 3 objects
                   backups/production/wal/7412345678901234567/
      Into:      a new data directory: say which by --data-directory
                   for PostgreSQL 15, which is started there to replay the log
      Untouched: the server that runs, and its data; the bucket, which is only read
      Takes:     about 1 minute 52 seconds
                   download  21 seconds            2.1 GB at 100 MB/s
                   unpack    1 minute 28 seconds   7.0 GB at 80 MB/s
                   replay    3 seconds             50 MB at 15 MB/s
                 (download as the restore check of 2026-03-07 07:00:00 UTC measured;
                 the rest as in docs/backup.md, from another machine)
      Needs:     10 GB of disk in the new data directory and beside it

      To do it:
        fraiseql-monitoring restore --config /backup.yaml --to 2026-03-07T14:22Z \\
          --data-directory DIR --run

      Afterwards:
        1. Start it and look: pg_ctl -D DIR -o '-p 5433' -w start
        2. Stop who writes, and the old server if it still runs: two of them must
           never be written to.
        3. Point the service at the new one, or move its data to where the old one had
           its own.
        4. Start who writes again, and take a copy at once, for the new timeline:
           docs/runbooks/database-recovery.md
      "
    `);
  });

  test('of a dump names the new database', async () => {
    const { code, stdout } = await restore(['--dump', '20260307T060000Z-x7k2p']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Restore of production: a dump, into a new database. Nothing is done yet.

      Reaches:   2026-03-07 06:00:01 UTC, 8 hours 59 minutes ago
      Loses:     Everything committed after that is lost, good and bad: 8 hours 59
                 minutes until now. The log reaches 2026-03-07 14:59:31 UTC, 8 hours
                 59 minutes further: after a mistake, --to a moment before it loses
                 less; after the loss of the server, --latest does.
      From:      dump 20260307T060000Z-x7k2p: 1.2 GB in 2 objects
                   backups/production/dumps/20260307T060000Z-x7k2p/
      Into:      the new database fraiseql_restore_20260307t060001 on
                 postgresql.fraiseql.svc:5432
      Untouched: database fraiseql and every other one on that server; the bucket,
                 which is only read
      Takes:     about 2 minutes 22 seconds
                   download  12 seconds            1.2 GB at 100 MB/s
                   restore   2 minutes             6.0 GB at 50 MB/s
                   compare   10 seconds            6.0 GB at 600 MB/s
                 (as the restore check of 2026-03-07 07:00:00 UTC measured)
      Needs:     7.2 GB of disk, here and on the server together

      To do it:
        fraiseql-monitoring restore --config /backup.yaml --dump 20260307T060000Z-x7k2p \\
          --run

      Afterwards:
        1. Look at it: psql -X -h postgresql.fraiseql.svc -p 5432 -d
           fraiseql_restore_20260307t060001
        2. Stop who writes, so that nothing is written to both:
           kubectl -n fraiseql scale deployment/fraiseql-api --replicas=0
        3. Put it in place, and keep the old one. Both happen, or neither. What is
           connected, such as an exporter, is thrown out first; if it was quicker,
           again. Without an old one leave out its line:
           psql -X -h postgresql.fraiseql.svc -p 5432 -d postgres -v ON_ERROR_STOP=1 \\
             -c "select pg_terminate_backend(pid) from pg_stat_activity
                 where datname in ('fraiseql', 'fraiseql_restore_20260307t060001') and pid <> pg_backend_pid()" \\
             -c begin \\
             -c 'alter database "fraiseql" rename to "fraiseql_before_20260307t1500"' \\
             -c 'alter database "fraiseql_restore_20260307t060001" rename to "fraiseql"' \\
             -c commit
        4. Where it is on another server than the old one, instead: change host and
           database in the Secret that fraiseql-api reads.
        5. Start who writes again, and take a dump: docs/runbooks/database-recovery.md
      "
    `);
  });
});

test('a plan hands on where downloads go', async () => {
  const { stdout } = await restore(['--latest', '--work', '/restore/work']);
  expect(stdout).toContain('--data-directory DIR --work /restore/work --run');
});

describe('for Kubernetes', () => {
  test.each([
    ['a moment', ['--to', '2026-03-07T14:22Z'], ['ServiceAccount', 'PersistentVolumeClaim', 'Job']],
    ['a dump', ['--dump', '20260307T060000Z-x7k2p', '--secret', 'admin'], ['ServiceAccount', 'Job']],
  ])('%s is objects that Kubernetes takes', async (_, argv, kinds) => {
    const { code, stdout } = await restore([...argv, '--kubernetes']);
    expect(code).toBe(0);
    const objects = loadAll(stdout) as { kind: string }[];
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
    for (const version of kubernetesVersions) {
      expect(objects.flatMap((object) => schemaProblems(object, version))).toEqual([]);
    }
  });

  test('a dump needs a role that may create databases', async () => {
    const { code, stderr } = await restore(['--dump', '20260307T060000Z-x7k2p', '--kubernetes']);
    expect(code).toBe(1);
    expect(stderr).toContain('--secret is missing');
  });
});

describe('what follows the Job', () => {
  const next = async (...argv: readonly string[]) => (await restore([...argv, '--kubernetes'])).stderr;

  test('of a dump is told of beside it', async () => {
    const said = await next('--dump', '20260307T060000Z-x7k2p', '--secret', 'admin');
    expect(said).toContain('kubectl apply -f');
    expect(said).toContain('kubectl -n fraiseql logs -f job/fraiseql-restore-20260307t060001 -c restore');
    expect(said).toContain('step 5 of docs/runbooks/database-recovery.md');
  });

  test('of a moment is where the data is, whose it is, and how to go on', async () => {
    const said = await next('--to', '2026-03-07T14:22Z');
    expect(said).toContain('kubectl -n fraiseql logs -f job/fraiseql-restore-20260307t1422 -c recover');
    expect(said).toContain('on the claim fraiseql-restore-20260307t1422: in /backup/data');
    expect(said).toContain('owner 65534');
    expect(said).toContain('"Point in time" of docs/runbooks/database-recovery.md');
  });
});

test('a Job of a dump may use as much disk as its folder of work, and is not evicted', async () => {
  const fill = async (bucket: Filling) => {
    const files = { 'database.sql.gz': { bytes: 8 * 2 ** 30, sha256: 'a'.repeat(64) } };
    await bucket.dump(dump({ files: { ...dump().files, ...files } }));
  };
  const { stdout } = await restore(['--latest', '--secret', 'admin', '--kubernetes'], { fill });
  const job = loadAll(stdout).at(-1) as {
    spec: { template: { spec: { initContainers: object[]; containers: object[]; volumes: object[] } } };
  };
  const { initContainers, containers, volumes } = job.spec.template.spec;
  expect(volumes[0]).toMatchObject({ emptyDir: { sizeLimit: '11Gi' } });
  expect([...initContainers, ...containers]).toHaveLength(2);
  for (const container of [...initContainers, ...containers]) {
    expect(container).toMatchObject({ resources: { limits: { 'ephemeral-storage': '12Gi' } } });
  }
});

describe('latest', () => {
  test('does not take an option that would not count, once it is known to be the log', async () => {
    const { code, stdout, stderr } = await restore(['--latest', '--database', 'new']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('makes a new server, and --database would not count');
  });

  test('takes nothing that says that it is of the future: it would hide all that is newer', async () => {
    const fill = async (bucket: Filling) => {
      await good(bucket);
      await bucket.dump(dump({ id: '20990101T000000Z-aaaaa', snapshotAt: '2099-01-01T00:00:00Z' }));
      const times = { startedAt: '2099-01-01T00:00:00Z', finishedAt: '2099-01-01T00:00:00Z' };
      await bucket.base(base({ id: '20990101T000000Z-bbbbb', ...times }));
    };
    const { stdout } = await restore(['--latest'], { fill });
    expect(stdout).toContain('Reaches:   2026-03-07 14:59:31 UTC');
    expect((await restore(['--dump', '20990101T000000Z-aaaaa'], { fill })).code).toBe(1);
  });

  const kind = async (props?: Props) =>
    (
      JSON.parse((await restore(['--latest', '--format', 'json'], props)).stdout) as {
        kind: string;
        reaches: number;
      }
    ).kind;

  test('is the log, where it goes further than the newest dump', async () => {
    expect(await kind()).toBe('log');
  });

  test('is the newest dump, where the log broke before it', async () => {
    const fill = async (bucket: Filling) => {
      await bucket.base();
      await bucket.chunk(chunk({ time: Date.parse('2026-03-07T03:00:00Z') }));
      await bucket.dump();
    };
    expect(await kind({ fill })).toBe('dump');
  });

  test('leaves out a dump whose manifest is half, and one that has none', async () => {
    const fill = async (bucket: Filling) => {
      await bucket.dump();
      await bucket.put(
        'backups/production/dumps/20260307T120000Z-half1/manifest.json',
        '{"format": 1, "id":',
      );
      await bucket.put('backups/production/dumps/20260307T120500Z-none1/database.sql.gz', 'x');
      await bucket.put('backups/production/dumps/zz-notes.txt', 'x');
    };
    const { stdout, stderr } = await restore(['--latest'], { fill });
    expect(stdout).toContain('dump 20260307T060000Z-x7k2p');
    expect(stderr).toContain('20260307T120000Z-half1/manifest.json is no manifest; it is left out.');
  });
});

describe('what is not possible', () => {
  const gap = async (bucket: Filling) => {
    await good(bucket);
    await bucket.chunk(later(4, '2026-03-07T14:59:50Z'));
    await bucket.base(
      base({
        id: '20260307T145900Z-b4s3r',
        startedAt: '2026-03-07T14:59:40Z',
        finishedAt: '2026-03-07T14:59:45Z',
        wal: { timeline: 1, start: '0/7000028', end: '0/7000138' },
      }),
    );
  };
  const nothing = () => Promise.resolve();
  test.each<[name: string, argv: string[], props: Props, says: string]>([
    [
      'a moment to come',
      ['--to', '2026-03-07T16:00Z'],
      {},
      '--to 2026-03-07 16:00:00 UTC is still to come: it is 2026-03-07 15:00:00 UTC. Possible: any moment from 2026-03-07 02:05:00 UTC to 2026-03-07 14:59:31 UTC. The newest dump shows 2026-03-07 06:00:01 UTC: --dump 20260307T060000Z-x7k2p.',
    ],
    [
      'a moment that is not in the bucket yet',
      ['--to', '2026-03-07T14:59:45Z'],
      {},
      '--to 2026-03-07 14:59:45 UTC is not in the bucket yet: the log reaches 2026-03-07 14:59:31 UTC, 29 seconds ago. Possible: any moment from 2026-03-07 02:05:00 UTC to 2026-03-07 14:59:31 UTC.',
    ],
    [
      'a moment before the first copy',
      ['--to', '2026-03-07T01:00Z'],
      {},
      '--to 2026-03-07 01:00:00 UTC is before the first copy of the server that is kept. Possible: any moment from 2026-03-07 02:05:00 UTC to 2026-03-07 14:59:31 UTC. The newest dump before it shows 2026-03-07 00:00:01 UTC: --dump 20260307T000000Z-aaaaa.',
    ],
    [
      'a moment in a gap',
      ['--to', '2026-03-07T14:59:40Z'],
      { fill: gap },
      '--to 2026-03-07 14:59:40 UTC is in a gap: the log is broken after 2026-03-07 14:59:31 UTC. Possible: any moment from 2026-03-07 02:05:00 UTC to 2026-03-07 14:59:31 UTC, or from 2026-03-07 14:59:45 UTC to 2026-03-07 14:59:50 UTC.',
    ],
    [
      'a moment, where only dumps are taken',
      ['--to', '2026-03-07T14:22Z'],
      { settings: { pointInTime: 'none' } },
      '--to is not possible here. No log of this database is kept (`pointInTime: none`), only dumps. The newest dump before it shows 2026-03-07 06:00:01 UTC: --dump 20260307T060000Z-x7k2p.',
    ],
    [
      'a moment, where RDS keeps the log',
      ['--to', '2026-03-07T14:22Z'],
      { settings: { pointInTime: 'rds' } },
      'aws rds restore-db-instance-to-point-in-time',
    ],
    [
      'a dump that has no manifest',
      ['--dump', '20260307T120000Z-abcde'],
      {},
      "Dump '20260307T120000Z-abcde' is not in bucket a-bucket, or has no manifest that can be read: such a dump is not whole, and is not restored. Possible: any moment",
    ],
    [
      'anything, of an empty bucket',
      ['--latest'],
      { fill: nothing },
      'There is no backup in bucket a-bucket below backups/production/: is that the right bucket, and the right environment? Look at `repository` in the file of --config, and whether the CronJob fraiseql-backup has ever succeeded.',
    ],
    [
      'a list, of an empty bucket',
      ['--list'],
      { fill: nothing },
      'There is no backup in bucket a-bucket below backups/production/: is that the right bucket, and the right environment?',
    ],
  ])('%s is refused with what is', async (_, argv, props, says) => {
    const { code, stdout, stderr } = await restore(argv, props);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('a moment', () => {
  test.each([
    ['2026-03-07 14:22:11+00', '14:22:11.000'],
    ['2026-03-07 14:22:11.5+00', '14:22:11.500'],
    ['2026-03-07 14:22:11.123999+00', '14:22:11.123'],
    ['2026-03-07T14:22:11.999999Z', '14:22:11.999'],
    ['2026-03-07T15:22:11+0100', '14:22:11.000'],
    ['2026-03-07 15:22:11.000001+01:00', '14:22:11.000'],
    ['2026-03-07 09:52:11-04:30', '14:22:11.000'],
    ['2026-03-07 14:22 UTC', '14:22:00.000'],
  ])('is taken as psql prints it, and never later: %s', async (said, time) => {
    const { code, stdout } = await restore(['--to', said, '--format', 'json']);
    expect(code).toBe(0);
    const { reaches } = JSON.parse(stdout) as { reaches: number };
    expect(new Date(reaches).toISOString()).toBe(`2026-03-07T${time}Z`);
  });
});

describe('a command line', () => {
  test.each([
    [
      ['--to', '2026-03-07T14:22'],
      "--to has no zone, UTC (Z) or another such as +01:00, got '2026-03-07T14:22'.",
    ],
    [['--to', '2026-03-07 14:22:11 CET'], '--to must be a date, a time and a zone'],
    [['--to', '03/07/2026 14:22Z'], '--to must be a date, a time and a zone'],
    [['--to', '2026-03-07T14:22+25:00'], '--to must be a moment that there is'],
    [['--to', '2026-03-07 14:22:11.1234567+00'], '--to must be a date, a time and a zone'],
    [['--to', '2026-03-07'], '--to has no time: a day has many moments'],
    [['--to', '2026-02-30T14:22Z'], '--to must be a moment that there is'],
    [['--to', 'yesterday'], '--to must be a date, a time and a zone'],
    [[], 'What to restore is missing: one of --to MOMENT, --latest, --dump ID and --list.'],
    [['--latest', '--dump', 'x'], 'Only one may be said of --to MOMENT, --latest, --dump ID and --list.'],
    [['--latest', '--format', 'yaml'], "--format must be text or json, got 'yaml'."],
    [['--latest', '--server', 'postgresql://a:b@c/'], '--server must be a host, or host:port'],
    [['--latest', '--database', 'Fraiseql'], '--database must be lower-case letters'],
    [['--latest', '--run', '--kubernetes'], '--run and --kubernetes exclude each other.'],
    [['--list', '--run'], '--list only lists what may be restored: it does not go with --run.'],
    [['--list', '--kubernetes', '--server', 'a'], 'it does not go with --kubernetes, --server.'],
    [
      ['--to', '2026-03-07T14:22Z', '--database', 'new'],
      'makes a new server, in --data-directory or on a claim',
    ],
    [['--to', '2026-03-07T14:22Z', '--secret', 'admin'], 'it does not go with --secret.'],
    [['--dump', 'x', '--data-directory', '/d'], '--dump makes a new database: it does not go with'],
    [['--latest', '--fetch', '/d', '--run'], '--fetch only downloads: it does not go with --run.'],
    [['--latest', '--kubernetes', '--work', '/d'], '--kubernetes prints a Job, which has volumes of its own'],
    [['--latest', '--run', '--secret', 'admin'], '--secret is for --kubernetes'],
    [['--lates'], "Did you mean '--latest'?"],
  ])('%j is told of', async (argv, says) => {
    const { code, stderr } = await restore(argv, { fill: () => Promise.resolve() });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  test('has a file whose problems are told of with their place', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'environment: production\nnamespac: fraiseql\n');
    const { world, said } = madeUp();
    expect(await cli(['restore', '--config', file, '--latest'], world)).toBe(2);
    expect(said.stderr).toMatch(/wrong.yaml:2:1: .*Did you mean 'namespace'\?/);
  });
});

test(
  'the program says nothing of the version of Node that the SDK wishes for',
  () =>
    withS3(async ({ url }, client) => {
      await good(filling(client, repository(url)));
      const file = join(folder, 'backup.yaml');
      writeFileSync(file, toYaml(config(url)));
      const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };
      const bin = join(import.meta.dirname, '../../src/bin.ts');
      const argv = ['--import', 'tsx', bin, 'restore', '--config', file, '--list'];
      const { code, output, stdout } = await tool(process.execPath, argv, { env });
      expect({ code, output }).toEqual({ code: 0, output: stdout });
    }),
  30_000,
);

test('a bucket that refuses is told of by name, and no secret with it', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'something else');
  const { code, stderr } = await restore(['--latest']);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', owner.secretAccessKey);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^fraiseql-monitoring restore: Bucket a-bucket: could not list backups\/production\/\w+\/: S3 does not accept the signature/,
  );
  expect(stderr).not.toContain('something else');
});
