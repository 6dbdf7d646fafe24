import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../cli/errors.ts';
import { reason } from '../../cli/files.ts';
import { printable } from '../../cli/words.ts';
import type { World } from '../../cli/world.ts';
import type { BackupConfig } from '../config.ts';
import type { RepositoryReader } from '../reader.ts';
import type { Choice } from './choose.ts';
import type { Done } from './done.ts';
import { sizeText } from './figures.ts';
import type { Plan } from './plan.ts';
import { runDump } from './run-dump.ts';
import { fetchLog, runLog } from './run-log.ts';
import { Show } from './show.ts';

/** What a restore is made of. */
export interface RunProps {
  readonly plan: Plan;
  readonly choice: Choice;
  readonly config: BackupConfig;
  readonly reader: RepositoryReader;
  /** Where downloads go. @default - a folder of the system */
  readonly work: string | undefined;
  readonly world: World;
}

/** What a way to restore is given beside that. */
export interface Running extends Omit<RunProps, 'work' | 'choice'> {
  /** A folder of its own, that is removed. */
  readonly work: string;
  readonly show: Show;
  readonly stopped: AbortSignal;
  /** Seconds since it began. */
  readonly clock: () => number;
}

/**
 * Restores. What was downloaded is removed, whatever happens.
 *
 * @throws Failure where it is not restored. Nothing half restored is left.
 */
export async function run({ work, choice, ...props }: RunProps): Promise<Done> {
  const { world, plan } = props;
  const began = world.now().getTime();
  const folder = workFolder(work ?? tmpdir());
  const show = new Show(world.stderr, world.now);
  try {
    needsRoom(folder, plan);
    const running: Running = {
      ...props,
      ...{ work: folder, show, stopped: world.untilStopped() },
      clock: () => (world.now().getTime() - began) / 1000,
    };
    return choice.kind === 'dump' ? await runDump(choice, running) : await runLog(choice, running);
  } finally {
    show.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only downloads a copy and its log, for a `recover.sh` in another container. @throws Failure where it cannot, or it is a dump */
export async function fetchOnly({ work, choice, plan, ...props }: RunProps): Promise<void> {
  if (choice.kind !== 'log')
    throw new Failure('--fetch is for a moment: a dump is downloaded by download.sh.');
  const folder = work ?? '';
  mkdirSync(folder, { recursive: true });
  needsRoom(folder, plan);
  const show = new Show(props.world.stderr, props.world.now);
  await fetchLog(choice, { ...props, plan, work: folder, show });
  show.end();
}

function workFolder(parent: string): string {
  try {
    mkdirSync(parent, { recursive: true });
    return mkdtempSync(join(parent, 'fraiseql-restore-'));
  } catch (error) {
    throw new Failure(`--work ${printable(parent)} ${reason(error)}.`);
  }
}

/** What does not fit is told of before an hour has gone. */
function needsRoom(folder: string, { sources }: Plan): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  if (bavail * bsize > needed) return;
  throw new Failure(
    `${folder} has ${sizeText(bavail * bsize)} left, and ${sizeText(needed)} are downloaded. Say another --work.`,
  );
}
