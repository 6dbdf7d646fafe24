import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';
import { bytesOf, leastOf } from '../wal/chain.ts';
import { assemble } from './assemble.ts';
import type { LogChoice } from './choose.ts';
import type { Done, Measured } from './done.ts';
import { downloadAll } from './download-all.ts';
import { saying } from './run-dump.ts';
import type { Running } from './run.ts';
import { runScript } from './script.ts';

/** What the last line of `recover.sh` says when all is well. */
interface Result {
  readonly seconds: Readonly<Record<string, number>>;
  /** When the last commit was that was replayed, as PostgreSQL says it. */
  readonly reached: string;
  readonly rows?: number;
}

/** Restores a server to a moment, as its `recover.sh` does. */
export async function runLog(choice: LogChoice, running: Running): Promise<Done> {
  const { plan, work, show, stopped, clock } = running;
  mustBeNew(plan.into.kind === 'directory' ? plan.into.path : null);
  await fetchLog(choice, running);
  const took = clock();
  const tell = saying(show);
  const results: Result[] = [];
  await runScript({
    ...{ name: 'recover.sh', work, env: environment(choice, running), stopped },
    say: (line) => {
      if (line.phase === 'done') results.push(line as unknown as Result);
      else tell(line);
    },
  });
  const [result] = results;
  if (result === undefined) throw new Error('recover.sh ended well, and said no result.');
  const bytes = plan.sources.reduce((sum, source) => sum + source.bytes, 0);
  return {
    plan,
    stages: [{ name: 'download', seconds: took, bytes }, ...stagesOf(result, choice)],
    seconds: clock(),
    verified: verified(result),
  };
}

/** Who runs it owns the data, and what is there already is never written over. Told of before anything is downloaded. */
function mustBeNew(directory: string | null): void {
  if (directory === null)
    throw new Failure('--data-directory is missing: an empty folder for the new server.');
  if (process.getuid?.() === 0) {
    throw new Failure(
      'PostgreSQL does not run as root: run this as the user that will own the data, such as postgres.',
    );
  }
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new Failure(
      `--data-directory ${printable(directory)} is not empty: a restore never writes over a server. Say another, or move what is there away.`,
    );
  }
}

/** Brings the copy and the log into folders as `recover.sh` reads them. */
export async function fetchLog(
  { base, chain, log }: LogChoice,
  running: Pick<Running, 'plan' | 'work' | 'show' | 'reader' | 'config'>,
): Promise<void> {
  const { plan, work, show, reader, config } = running;
  const [into, wal] = [join(work, 'base'), join(work, 'wal')];
  mkdirSync(into);
  mkdirSync(wal);
  await downloadAll(running, base.files, plan.sources[0]?.folder ?? '', into);
  writeFileSync(join(into, 'manifest.json'), JSON.stringify(base));
  writeFileSync(join(work, 'reach'), leastOf(base, chain));
  show.begin('Downloading the log', plan.sources[1]?.bytes);
  const histories = log.histories.filter(({ system }) => system === base.server.systemIdentifier);
  const pieces = {
    prefix: config.repository.prefix,
    chunks: chain.chunks,
    histories,
    segmentBytes: bytesOf(base),
  };
  await assemble(reader, pieces, wal, show.add);
}

const stagesOf = ({ seconds }: Result, { base, chain: { chunks } }: LogChoice): Measured[] => {
  const bytes: Readonly<Record<string, number>> = {
    unpack: base.dataBytes,
    verify: base.dataBytes,
    replay: chunks.reduce((sum, { from, to }) => sum + to - from, 0),
    check: base.dataBytes,
  };
  return Object.entries(seconds)
    .filter(([name]) => name !== 'total')
    .map(([name, took]) => ({ name, seconds: took, bytes: bytes[name] ?? null }));
};

const verified = ({ reached, rows }: Result): string =>
  `every file of the copy is as its manifest has it, all tables were read${rows === undefined ? '' : ` (${String(rows)} rows)`}, and the last commit in it is of ${reached}`;

/** Debian keeps the server's programs off the PATH. */
function environment(
  { reaches, whole, chain }: LogChoice,
  { world, plan, work }: Running,
): Record<string, string | undefined> {
  const { into, postgresMajor } = plan;
  return {
    PATH: [`/usr/lib/postgresql/${String(postgresMajor)}/bin`, world.env.PATH ?? ''].join(delimiter),
    RECOVER_USER: world.env.RECOVER_USER,
    RECOVER_FROM: work,
    RECOVER_DATA: into.kind === 'directory' ? resolve(into.path ?? '') : '',
    RECOVER_TARGET: whole ? 'latest' : new Date(reaches).toISOString(),
    RECOVER_TIMELINE: String(chain.timeline),
  };
}
