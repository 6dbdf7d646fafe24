import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PostgreSql } from '../test/platform/postgresql.ts';

/**
 * How fast dump.sh is beside plain `pg_dump | gzip -6`, which makes no snapshot, counts nothing, and checks nothing: both in turn, on one
 * database, so that whatever else the machine does strikes both. `npx tsx bench/backup.ts --megabytes 300 --rounds 5`. It needs root, or the
 * user of PostgreSQL.
 */
const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '300' }, rounds: { type: 'string', default: '5' } },
});
const [megabytes, rounds] = [Number(values.megabytes), Number(values.rounds)];
const scripts = fileURLToPath(new URL('../src/backup/scripts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-backup-'));
const work = join(folder, 'work');
const postgres = new PostgreSql();

/** One run: seconds, and the most memory that its processes had together, without that of the server. */
interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** As much memory as a folder of processes has now, those of a session each. Pages that they share count for each. */
function memoryOf(session: number): number {
  let pages = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      if (Number(after[3]) === session) pages += Number(after[21]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return (pages * 4096) / 2 ** 20;
}

async function measured(command: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const began = process.hrtime.bigint();
  const child: ChildProcess = spawn('bash', ['-c', command], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (data: Buffer) => (said += data.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  let mebibytes = 0;
  while (!(await Promise.race([ended.then(() => true), setTimeout(100, false)])))
    mebibytes = Math.max(mebibytes, memoryOf(child.pid ?? 0));
  const [code] = await ended;
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${said}`);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, mebibytes };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  await postgres.start();
  await postgres.run('alter system set fsync = off');
  // Text that repeats, digests that do not, and an index that no dump has.
  await postgres.run(`create table event as select n as id, md5(n::text) as digest, md5((n % 5000)::text) as query_hash, (random() * 1000)::numeric(10, 3) as duration_ms, now() - n * interval '1.37 seconds' as at
    from generate_series(1, ${String(megabytes * 5800)}) n; create index on event (digest)`);
  mkdirSync(work);
  mkdirSync(join(folder, 'login'));
  writeFileSync(join(folder, 'login', 'username'), 'postgres');
  writeFileSync(join(folder, 'login', 'password'), 'none');
  chmodSync(folder, 0o755);
  const bin = readdirSync('/usr/lib/postgresql').map((version) =>
    join('/usr/lib/postgresql', version, 'bin'),
  );
  const env = {
    PATH: [...bin, '/usr/bin', '/bin'].join(':'),
    ...{
      PGHOST: '127.0.0.1',
      PGPORT: String(postgres.port),
      PGDATABASE: 'postgres',
      PGSSLMODE: 'disable',
      HOSTNAME: 'bench-x7k2p',
    },
    ...{
      BACKUP_KIND: 'dump',
      BACKUP_WORK: work,
      BACKUP_SCRIPTS: scripts,
      BACKUP_LOGIN_DIR: join(folder, 'login'),
    },
  };
  const plain: Run[] = [];
  const ours: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(await measured(`set -o pipefail; pg_dump -U postgres | gzip -6 >${folder}/plain.sql.gz`, env));
    ours.push(await measured(`exec bash ${scripts}/dump.sh`, env));
  }
  report(plain, ours);
}

function report(plain: readonly Run[], ours: readonly Run[]): void {
  const size = execFileSync('psql', [
    '-XAtq',
    '-h',
    '127.0.0.1',
    '-p',
    String(postgres.port),
    '-U',
    'postgres',
    '-c',
    "select pg_database_size('postgres') / 1e6",
  ]);
  const seconds = (runs: readonly Run[]) => median(runs.map((run) => run.seconds));
  const row = (name: string, runs: readonly Run[]) =>
    `${name.padEnd(22)} median ${seconds(runs).toFixed(2)} s of ${runs.map((run) => run.seconds.toFixed(2)).join(', ')}; at most ${Math.max(...runs.map((run) => run.mebibytes)).toFixed(0)} MiB`;
  console.log(
    `${Number(size).toFixed(0)} MB of database, ${(statSync(join(folder, 'plain.sql.gz')).size / 1e6).toFixed(0)} MB of dump, ${String(rounds)} rounds in turn`,
  );
  console.log(row('pg_dump | gzip -6', plain));
  console.log(row('dump.sh', ours));
  console.log(
    `dump.sh takes ${(seconds(ours) / seconds(plain)).toFixed(3)} times as long (median of pairs ${median(ours.map((run, at) => run.seconds / (plain[at]?.seconds ?? 1))).toFixed(3)})`,
  );
}

try {
  await main();
} finally {
  await postgres.stop();
  postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}
