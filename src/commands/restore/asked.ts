import { printable } from '../../cli/words.ts';
import type { World } from '../../cli/world.ts';
import type { Given, Options } from '../../cli/options.ts';
import type { BackupConfig } from '../../backup/config.ts';
import { readBackupConfig } from '../../backup/read-config.ts';
import type { Target } from '../../backup/restore/choose.ts';
import { momentFrom } from '../../backup/restore/moment.ts';
import type { Places, Server } from '../../backup/restore/plan.ts';
import { SettingsError } from '../../settings/problems.ts';
import { tellConflicts } from './conflicts.ts';

export const options = {
  config: { value: 'FILE', says: 'Where the backups are: backup.yaml, as docs/backup.md shows.' },
  to: { value: 'MOMENT', says: 'To any moment, such as 2026-03-07T14:22Z, from a copy and the log.' },
  latest: { says: 'To the newest moment that there is, of log or dump.' },
  dump: { value: 'ID', says: 'One dump, by its id or its key.' },
  list: { says: 'Lists what may be restored, and does nothing.' },
  run: { says: 'Does it. Left out: it says what it would do, and how long that takes.' },
  server: {
    value: 'HOST:PORT',
    says: 'Server that gets a new database from a dump. Left out: that of the file. PGUSER, PGPASSWORD and the like count.',
  },
  database: { value: 'NAME', says: 'Name of the new database. Left out: fraiseql_restore_ and the moment.' },
  'data-directory': { value: 'DIR', says: 'Where a new server goes, for a moment: empty, or not there yet.' },
  work: { value: 'DIR', says: 'Where downloads go, and are removed. Left out: a folder of the system.' },
  fetch: {
    value: 'DIR',
    says: 'Only downloads copy and log there, as recover.sh reads them: a step of --kubernetes.',
  },
  secret: {
    value: 'NAME',
    says: 'Secret with username and password of a role that may create databases, for --kubernetes and a dump.',
  },
  kubernetes: { says: 'Prints a Job that does it in the cluster, for kubectl apply -f -.' },
  format: { value: 'FORMAT', says: 'text or json. Left out: text.' },
} as const satisfies Options;

/** What was asked for, and makes sense. */
export interface Asked {
  readonly config: BackupConfig;
  readonly file: string;
  readonly target: Target;
  readonly into: Places;
  /** As they were said. */
  readonly given: Given<typeof options>;
  readonly server: string | undefined;
  readonly work: string | undefined;
  readonly fetch: string | undefined;
  readonly secret: string | undefined;
  readonly format: 'text' | 'json';
  readonly does: 'plan' | 'list' | 'run' | 'kubernetes';
}

/** Makes sense of the command line. */
export function read(given: Given<typeof options>, problems: string[], world: World): Asked {
  const config = configFrom(given.config, problems);
  const { host, port } = config.database;
  tellConflicts(given, problems);
  return {
    config,
    file: given.config ?? '',
    target: targetFrom(given, problems),
    into: {
      server: serverFrom(given.server, problems) ?? {
        host: world.env.PGHOST ?? host,
        port: portOf(world) ?? port,
      },
      database: databaseFrom(given.database, problems),
      directory: given['data-directory'],
    },
    given,
    server: given.server,
    work: given.work,
    fetch: given.fetch,
    secret: given.secret,
    format: formatFrom(given.format, problems),
    does: given.list ? 'list' : given.kubernetes ? 'kubernetes' : given.run ? 'run' : 'plan',
  };
}

const none: BackupConfig = {
  environment: 'none',
  namespace: 'none',
  pointInTime: 'none',
  postgresMajor: 15,
  database: { host: 'localhost', port: 5432, database: 'none', tls: 'require' },
  repository: { bucket: 'none', region: 'eu-central-1', prefix: 'none', kmsKey: '' },
};

function configFrom(file: string | undefined, problems: string[]): BackupConfig {
  try {
    if (file !== undefined) return readBackupConfig(file);
    problems.push('--config is missing: the file that says where the backups are.');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n'));
  }
  return none;
}

function targetFrom({ to, latest, dump, list }: Given<typeof options>, problems: string[]): Target {
  const said = [to !== undefined, latest, dump !== undefined, list].filter(Boolean).length;
  if (said !== 1) {
    problems.push(
      `${said === 0 ? 'What to restore is missing: one' : 'Only one may be said'} of --to MOMENT, --latest, --dump ID and --list.`,
    );
  }
  if (dump !== undefined) return { kind: 'dump', name: dump };
  const at = to === undefined ? undefined : momentFrom(to, problems);
  return at === undefined ? { kind: 'latest' } : { kind: 'moment', at };
}

const portOf = ({ env }: World): number | undefined =>
  env.PGPORT === undefined ? undefined : Number(env.PGPORT);

function serverFrom(text: string | undefined, problems: string[]): Server | undefined {
  if (text === undefined) return undefined;
  const [, host, port] = /^(\/[^:]+|[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host !== undefined && Number(port ?? 5432) < 65_536) return { host, port: Number(port ?? 5432) };
  problems.push(
    `--server must be a host, or host:port, got '${printable(text)}'. A password goes into PGPASSWORD or ~/.pgpass.`,
  );
  return undefined;
}

function databaseFrom(name: string | undefined, problems: string[]): string | undefined {
  if (name !== undefined && !/^[a-z_][a-z0-9_-]{0,62}$/.test(name)) {
    problems.push(
      `--database must be lower-case letters, digits, _ and -, at most 63, got '${printable(name)}'.`,
    );
  }
  return name;
}

function formatFrom(format = 'text', problems: string[]): Asked['format'] {
  if (format === 'text' || format === 'json') return format;
  problems.push(`--format must be text or json, got '${printable(format)}'.`);
  return 'text';
}
