import type { Problem } from '../../model/problem.ts';
import { bucketIsItsOwn, days, keyIsNear } from '../../s3/agreement.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Folder } from '../keys.ts';
import { scheduleProblems } from '../schedules.ts';
import { terms, type Terms } from './documents.ts';

/** What S3 and KMS would take, each for itself, and what together loses backups or money. */
export function checkBackup(settings: Settings, numbers: Terms = terms): readonly Problem[] {
  const { backup, environment } = settings;
  if (backup === undefined) return [];
  const messages = [
    ...lockEndsFirst(numbers),
    ...logLastsLongest(numbers),
    ...keyIsNear(backup.repository, 'backup.repository.kmsKey'),
    ...bucketIsItsOwn(
      settings,
      'backup.repository.bucket',
      'everything in it is locked, and its policy is that of backups',
    ),
    ...roleIsNotShared(backup),
    ...scheduleProblems(backup),
  ];
  return messages.map((message) => ({ check: 'backup-agrees', where: `${environment}/backup`, message }));
}

/** What expires while it is locked would stay as a hidden version, paid for and found by nobody. */
const lockEndsFirst = ({ keeping, expiries }: Terms): string[] =>
  expiries
    .filter((one) => one.days < keeping.days)
    .map(
      (one) =>
        `${one.folder}/ is locked for ${days(keeping.days)} and expires after ${days(one.days)}: a lock wins, and what is hidden by then is still paid for. Set its days in \`expiries\` to ${String(keeping.days)} or more.`,
    );

/** Rules run at midnight, so that a copy may be a day older than its rule says. */
function logLastsLongest({ expiries }: Terms): string[] {
  const daysOf = (folder: Folder) => expiries.find((one) => one.folder === folder)?.days ?? Infinity;
  const least = daysOf('base') + 1;
  if (daysOf('wal') >= least) return [];
  return [
    `the log in wal/ expires after ${days(daysOf('wal'))}, and copies in base/ after ${days(daysOf('base'))}: the oldest copies could not be rolled forward. Keep the log for ${days(least)} or more.`,
  ];
}

/** The writer may not prove itself right, and who only reads needs no right to write. */
function roleIsNotShared(backup: NonNullable<Settings['backup']>): string[] {
  const { writerRoleArn: writer } = backup;
  const shared = [
    [
      'checkerRoleArn',
      'whoever takes over what writes dumps could then write proofs too. Give the check a role of its own.',
    ],
    ['readerRoleArn', 'the exporter and a recovery only read. Give them a role of their own.'],
  ] as const;
  return shared
    .filter(([name]) => writer !== undefined && backup[name] === writer)
    .map(([name, why]) => `\`backup.writerRoleArn\` and \`backup.${name}\` are one role: ${why}`);
}
