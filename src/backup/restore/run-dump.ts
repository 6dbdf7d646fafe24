import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayRestore } from './before-dump.ts';
import type { DumpChoice } from './choose.ts';
import type { Done, Measured } from './done.ts';
import { downloadAll } from './download-all.ts';
import type { Running } from './run.ts';
import { runScript, type ScriptLine } from './script.ts';
import type { Show } from './show.ts';
import { bytesOfFiles } from './speeds.ts';

/** What `restore.sh` writes when all is well. */
interface Result {
  readonly seconds: Readonly<Record<string, number>>;
  readonly databaseBytes: number;
  readonly tables: number;
  readonly rows: number;
}

/** Restores a dump into a new database of a server, as its `restore.sh` does. */
export async function runDump({ dump }: DumpChoice, running: Running): Promise<Done> {
  const { plan, work, show, stopped, clock } = running;
  const { manifest } = dump;
  const env = environment(running);
  await mayRestore({ plan, env, stopped });
  const into = join(work, 'in');
  mkdirSync(into);
  await downloadAll(running, manifest.files, plan.sources[0]?.folder ?? '', into);
  const took = clock();
  writeFileSync(join(into, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(work, 'id'), `${manifest.id}\n`);
  await runScript({ name: 'restore.sh', work, env, say: saying(show), stopped });
  const result = JSON.parse(readFileSync(join(work, 'restore.json'), 'utf8')) as Result;
  const download = { name: 'download', seconds: took, bytes: bytesOfFiles(manifest) };
  return {
    plan,
    stages: [download, ...stagesOf(result)],
    seconds: clock(),
    verified: `${String(result.rows)} rows in ${String(result.tables)} tables, exactly as in the dump's manifest`,
  };
}

const moving = new Set(['restore', 'compare']);

const stagesOf = ({ seconds, databaseBytes }: Result): Measured[] =>
  Object.entries(seconds).map(([name, took]) => ({
    ...{ name, seconds: took },
    bytes: moving.has(name) ? databaseBytes : null,
  }));

/** libpq's own variables, and what the file says where they say nothing. */
function environment({ world, plan, config }: Running): Record<string, string | undefined> {
  const { into } = plan;
  const libpq = Object.entries(world.env).filter(([name]) => name.startsWith('PG'));
  const { host, port } = into.kind === 'database' ? into.server : config.database;
  return {
    PATH: world.env.PATH,
    PGSSLMODE: config.database.tls,
    PGPASSFILE: `${world.env.HOME ?? ''}/.pgpass`,
    ...Object.fromEntries(libpq),
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: world.env.PGUSER ?? world.env.USER ?? 'postgres',
    PGDATABASE: config.database.database,
    BACKUP_TARGET: into.kind === 'database' ? into.name : '',
  };
}

/** What a script says is shown as it comes. */
export function saying(show: Show): (line: ScriptLine) => void {
  let phase = '';
  return (line) => {
    if (line.phase !== phase || line.level === 'warning') {
      phase = line.phase;
      show.begin(line.message.replace(/[.:]$/, ''), line.bytesTotal ?? 0);
    }
    if (line.bytesDone !== undefined) show.set(line.bytesDone, line.bytesTotal);
  };
}
