import { Failure } from '../../cli/errors.ts';
import type { Given } from '../../cli/options.ts';
import type { Choice } from '../../backup/restore/choose.ts';
import type { Asked, options } from './asked.ts';

type Name = keyof typeof options;

interface Conflict {
  readonly option: Name;
  readonly says: string;
  readonly without: readonly Name[];
}

/** What counts for one kind of restore only. */
const ofDatabase = ['server', 'database', 'secret'] as const;
const ofServer = ['data-directory', 'fetch'] as const;

/** What does not go together. An option that is ignored is a promise that is broken: somebody finds the database elsewhere than he thought. */
const conflicts: readonly Conflict[] = [
  {
    option: 'list',
    says: 'only lists what may be restored',
    without: [
      ...(['run', 'kubernetes', 'fetch'] as const),
      ...(['server', 'database', 'data-directory', 'work', 'secret'] as const),
    ],
  },
  {
    option: 'to',
    says: 'makes a new server, in --data-directory or on a claim',
    without: ofDatabase,
  },
  { option: 'dump', says: 'makes a new database', without: ofServer },
  {
    option: 'fetch',
    says: 'only downloads',
    without: ['run', 'kubernetes', 'server', 'database', 'data-directory', 'work', 'secret', 'format'],
  },
  {
    option: 'kubernetes',
    says: 'prints a Job, which has volumes of its own',
    without: ['data-directory', 'work', 'format'],
  },
];

/** A sentence for each two options of which one would be ignored. */
export function tellConflicts(given: Given<typeof options>, problems: string[]): void {
  for (const { option, says, without } of conflicts) {
    if (!isGiven(given, option)) continue;
    const ignored = without.filter((name) => isGiven(given, name)).map((name) => `--${name}`);
    if (ignored.length > 0) {
      problems.push(`--${option} ${says}: it does not go with ${ignored.join(', ')}.`);
    }
  }
  if (given.run && given.kubernetes) problems.push('--run and --kubernetes exclude each other.');
  if (given.secret !== undefined && given.run) {
    problems.push('--secret is for --kubernetes: with --run PGUSER counts, and PGPASSWORD or ~/.pgpass.');
  }
}

/**
 * What `--latest` is shows only in the bucket.
 *
 * @throws Failure where something that was said would be ignored
 */
export function mustCount({ given }: Asked, kind: Choice['kind']): void {
  const ignored = (kind === 'log' ? ofDatabase : ofServer).filter((name) => isGiven(given, name));
  if (!given.latest || ignored.length === 0) return;
  const names = ignored.map((name) => `--${name}`).join(', ');
  throw new Failure(
    kind === 'log'
      ? `--latest is the end of the log, which makes a new server, and ${names} would not count: leave it out and say --data-directory, or take a dump by --dump ID (--list shows them).`
      : `--latest is a dump here, which makes a new database, and ${names} would not count: leave it out.`,
  );
}

const isGiven = (given: Given<typeof options>, name: Name): boolean =>
  given[name] !== undefined && given[name] !== false;
