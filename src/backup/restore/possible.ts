import { backupNames } from '../../model/names.ts';
import type { BackupConfig } from '../config.ts';
import { momentText } from './figures.ts';
import { snapshotOf, type Dump, type Reach } from './inventory.ts';

/** What there is, for who has asked for something that there is not. */
export interface Possible {
  readonly dumps: readonly Dump[];
  readonly reaches: readonly Reach[];
  readonly repository: BackupConfig['repository'];
  /** The moment that was asked for, in milliseconds. @default - none */
  readonly at?: number;
}

/** What is possible instead, in sentences. */
export function possible({ dumps, reaches, repository, at }: Possible): string {
  const spans = joined(reaches);
  const dump = dumpBefore(dumps, at);
  const sentences = [
    ...(spans.length === 0
      ? []
      : [
          `Possible: any moment ${spans.map(([from, until]) => `from ${momentText(from)} to ${momentText(until)}`).join(', or ')}.`,
        ]),
    ...(dump === undefined ? [] : [dump]),
  ];
  return sentences.length > 0 ? sentences.join(' ') : nothingIn(repository);
}

/** What is said of a bucket without any backup, and what to look at. */
export const nothingIn = ({ bucket, prefix }: BackupConfig['repository']): string =>
  `There is no backup in bucket ${bucket} below ${prefix}/: is that the right bucket, and the right environment? Look at \`repository\` in the file of --config, and whether the CronJob ${backupNames.dump} has ever succeeded.`;

/** The newest dump, or the newest before a moment. */
function dumpBefore(dumps: readonly Dump[], at: number | undefined): string | undefined {
  const before = dumps.filter((dump) => at === undefined || snapshotOf(dump) <= at).at(-1);
  const dump = before ?? dumps[0];
  if (dump === undefined) return undefined;
  const which =
    at === undefined ? 'newest dump' : before === undefined ? 'oldest dump' : 'newest dump before it';
  return `The ${which} shows ${momentText(snapshotOf(dump))}: --dump ${dump.manifest.id}.`;
}

/** Spans that touch are one. */
export function joined(reaches: readonly Reach[]): (readonly [from: number, until: number])[] {
  const spans: [number, number][] = [];
  for (const { from, until } of [...reaches].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else spans.push([from, until]);
  }
  return spans;
}

/** Who does what this repository does not. */
export function elsewhere({ pointInTime, database }: BackupConfig): string {
  if (pointInTime === 'rds') {
    return `RDS does this itself: aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier ${database.instance ?? '<instance>'} --target-db-instance-identifier <new> --restore-time <moment>. `;
  }
  if (pointInTime === 'cnpg') {
    return 'CloudNativePG does this itself: make a Cluster with `bootstrap.recovery` and a `recoveryTarget.targetTime`, as docs/backup.md shows. ';
  }
  if (pointInTime === 'none') return 'No log of this database is kept (`pointInTime: none`), only dumps. ';
  return '';
}
