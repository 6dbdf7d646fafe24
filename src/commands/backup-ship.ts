import { readFileSync, statSync } from 'node:fs';
import type { BackupConfig } from '../backup/config.ts';
import { readBackupConfig } from '../backup/read-config.ts';
import { startShipping } from '../backup/wal/service.ts';
import { command } from '../cli/command.ts';
import { readFor, reason } from '../cli/files.ts';
import type { Given, Options } from '../cli/options.ts';
import { printable } from '../cli/words.ts';
import { durationPattern, durationSeconds } from '../promql/duration.ts';
import { SettingsError } from '../settings/problems.ts';

const options = {
  config: { value: 'FILE', says: 'Where the database and the bucket are: docs/backup.md.' },
  wal: { value: 'FOLDER', says: 'Folder that pg_receivewal writes to.' },
  'user-file': { value: 'FILE', says: 'File with the name of a role that may connect to the database.' },
  'password-file': { value: 'FILE', says: 'File with its password, read again for each connection.' },
  'ca-file': {
    value: 'FILE',
    says: "Certificates that are trusted for the database, as PEM. Left out: the system's.",
  },
  interval: { value: 'DURATION', says: 'Time between two looks at the folder. Left out: 2s.' },
  heartbeat: {
    value: 'DURATION',
    says: 'Time between two heartbeats: how old the recovery point of an idle database may be. Left out: 10s.',
  },
  parallel: { value: 'NUMBER', says: 'Uploads at the same time, 1 to 32. Left out: 4.' },
  host: { value: 'ADDRESS', says: 'Address that it listens on. Left out: 127.0.0.1. In a pod: 0.0.0.0.' },
  port: { value: 'PORT', says: 'Port of /ready. Left out: 9090.' },
} as const satisfies Options;

/** What was asked for, and makes sense. */
interface Asked {
  readonly config: BackupConfig | undefined;
  readonly wal: string;
  readonly userFile: string;
  readonly passwordFile: string;
  readonly ca: string | undefined;
  /** In milliseconds. */
  readonly interval: number;
  readonly heartbeat: number;
  readonly parallel: number;
  readonly host: string;
  readonly port: number;
}

/** `backup ship`: what the server writes, into the bucket. */
export const backupShip = command({
  about: `Uploads what pg_receivewal receives of a server's log, every few seconds and in order, so that the database can be restored to any moment up to a few seconds ago. Run it beside pg_receivewal, on the same folder: in a cluster both are in fraiseql-wal-receiver.

Every ten seconds it commits a heartbeat to the log, which is no row of any table, so that the recovery point of an idle database stays fresh. Segments are deleted from the folder when they are whole and in the bucket. When S3 refuses, it says so once, keeps everything, and tries until it is taken. When the log was lost before it came here, it says from where to where: a new base backup heals that.

Asked to end (SIGTERM) it ships what there is, within 20 seconds. It goes on where the bucket ends. Lines of JSON on standard output say what happens; /ready answers 200 where something was shipped or a heartbeat taken within a minute, and the bucket does not refuse.`,
  options,
  examples: [
    {
      does: 'Beside pg_receivewal on this machine',
      line: 'fraiseql-monitoring backup ship --config backup.yaml --wal /var/lib/wal --user-file user --password-file password',
    },
  ],
  exits: { 1: 'it could not listen there' },
  read: askedFor,
  run: async (asked, { stdout, now, untilStopped }) => {
    const { config, userFile, passwordFile, ca, ...rest } = asked;
    if (config === undefined) return 1;
    const credentials = () => ({ user: contentOf(userFile), password: contentOf(passwordFile) });
    const write = (text: string): unknown => stdout.write(text);
    await startShipping(
      { config, credentials, ...(ca === undefined ? {} : { ca }), ...rest, write, now },
      untilStopped(),
    );
    return 0;
  },
});

const contentOf = (file: string): string => readFileSync(file, 'utf8').trim();

function askedFor(given: Given<typeof options>, problems: string[]): Asked {
  const ca = given['ca-file'];
  return {
    config: configFrom(given.config, problems),
    wal: folderFrom(given.wal, problems),
    userFile: fileFrom('user-file', given['user-file'], problems),
    passwordFile: fileFrom('password-file', given['password-file'], problems),
    ca: ca === undefined ? undefined : readFor('ca-file', ca, problems),
    interval: millisecondsFrom('interval', given.interval ?? '2s', problems),
    heartbeat: millisecondsFrom('heartbeat', given.heartbeat ?? '10s', problems),
    parallel: numberFrom('parallel', given.parallel ?? '4', { least: 1, most: 32 }, problems),
    host: given.host ?? '127.0.0.1',
    port: numberFrom('port', given.port ?? '9090', { least: 0, most: 65_535 }, problems),
  };
}

function configFrom(file: string | undefined, problems: string[]): BackupConfig | undefined {
  try {
    if (file !== undefined) return readBackupConfig(file);
    problems.push('--config is missing: the file that says where the database and the bucket are.');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n'));
  }
  return undefined;
}

function folderFrom(folder: string | undefined, problems: string[]): string {
  if (folder === undefined) problems.push('--wal is missing: the folder that pg_receivewal writes to.');
  else
    try {
      if (!statSync(folder).isDirectory()) problems.push(`--wal ${printable(folder)} is no folder.`);
    } catch (error) {
      problems.push(`--wal ${printable(folder)} ${reason(error)}.`);
    }
  return folder ?? '';
}

function fileFrom(
  option: 'user-file' | 'password-file',
  file: string | undefined,
  problems: string[],
): string {
  if (file === undefined)
    problems.push(`--${option} is missing: a file, so that no secret is on the command line.`);
  else readFor(option, file, problems);
  return file ?? '';
}

function millisecondsFrom(option: string, text: string, problems: string[]): number {
  const milliseconds = durationPattern.test(text) ? durationSeconds(text) * 1000 : 0;
  if (milliseconds >= 100 && milliseconds <= 60_000) return milliseconds;
  problems.push(`--${option} must be a duration from 100ms to 1m, such as 2s, got '${printable(text)}'.`);
  return 0;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function numberFrom(option: string, text: string, { least, most }: Range, problems: string[]): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  problems.push(
    `--${option} must be a number from ${String(least)} to ${String(most)}, got '${printable(text)}'.`,
  );
  return 0;
}
