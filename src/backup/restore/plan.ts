import type { BackupConfig } from '../config.ts';
import { folders } from '../keys.ts';
import type { Choice, DumpChoice, LogChoice } from './choose.ts';
import { momentName } from './figures.ts';
import { weightOf } from './inventory.ts';
import { bytesOfFiles, type Speeds } from './speeds.ts';

/** A part of the way, and how long it should take. */
export interface Stage {
  readonly name: 'download' | 'restore' | 'compare' | 'unpack' | 'replay';
  readonly bytes: number;
  readonly seconds: number;
}

/** Where something that is restored comes from. */
export interface Source {
  readonly what: 'dump' | 'copy' | 'log';
  readonly name: string;
  /** Folder in the bucket. */
  readonly folder: string;
  /** What it weighs there. */
  readonly bytes: number;
  /** How many objects it is. */
  readonly objects: number;
}

/** What a restore will do. */
export interface Plan {
  readonly kind: Choice['kind'];
  readonly environment: string;
  /** Namespace of the service. */
  readonly namespace: string;
  readonly database: string;
  /** Major version of PostgreSQL that is needed. */
  readonly postgresMajor: number;
  /** The moment that is reached, how far the log would reach, and when this was planned: in milliseconds. */
  readonly reaches: number;
  readonly logReaches: number | null;
  readonly plannedAt: number;
  readonly sources: readonly Source[];
  readonly stages: readonly Stage[];
  readonly speeds: string;
  /** Free disk that it needs, in bytes. */
  readonly needs: number;
  readonly into: Into;
}

/** Where it goes: somewhere new, always. */
export type Into =
  | { readonly kind: 'database'; readonly server: Server; readonly name: string }
  | { readonly kind: 'directory'; readonly path: string | null };

/** A server of PostgreSQL. */
export interface Server {
  readonly host: string;
  readonly port: number;
}

/** What a plan is made of. */
export interface PlanProps {
  readonly config: BackupConfig;
  readonly choice: Choice;
  readonly speeds: Speeds;
  /** In milliseconds. */
  readonly now: number;
  readonly into: Places;
}

/** What somebody said of where it goes. */
export interface Places {
  readonly server: Server;
  /** @default - named after the moment */
  readonly database: string | undefined;
  readonly directory: string | undefined;
}

/** The name of a new database for what a moment showed. */
export const databaseName = (at: number): string => `fraiseql_restore_${momentName(at)}`;

/** Plans a restore. */
export function planOf({ config, choice, speeds, now, into }: PlanProps): Plan {
  const shared = {
    kind: choice.kind,
    environment: config.environment,
    namespace: config.namespace,
    database: config.database.database,
    reaches: choice.reaches,
    logReaches: choice.logReaches ?? null,
    plannedAt: now,
    speeds: choice.kind === 'dump' ? speeds.source : speeds.logSource,
  };
  return choice.kind === 'dump'
    ? { ...shared, ...ofDump(choice, config, speeds), into: newDatabase(choice, into) }
    : {
        ...shared,
        ...ofLog(choice, config, speeds),
        into: { kind: 'directory', path: into.directory ?? null },
      };
}

const newDatabase = ({ reaches }: DumpChoice, { server, database }: Places): Into => ({
  kind: 'database',
  server,
  name: database ?? databaseName(reaches),
});

type Parts = Pick<Plan, 'sources' | 'stages' | 'needs' | 'postgresMajor'>;

function ofDump({ dump }: DumpChoice, { repository }: BackupConfig, speeds: Speeds): Parts {
  const { manifest, folder } = dump;
  const bytes = bytesOfFiles(manifest);
  const { databaseBytes } = manifest.facts;
  return {
    postgresMajor: manifest.server.major,
    sources: [
      {
        what: 'dump',
        name: manifest.id,
        folder: `${repository.prefix}/${folders[folder]}/${manifest.id}/`,
        bytes,
        objects: Object.keys(manifest.files).length,
      },
    ],
    stages: [
      stage('download', bytes, speeds),
      stage('restore', databaseBytes, speeds),
      stage('compare', databaseBytes, speeds),
    ],
    // The dump here, and the database on the server.
    needs: bytes + databaseBytes,
  };
}

function ofLog(
  { base, chain: { chunks }, log }: LogChoice,
  { repository }: BackupConfig,
  speeds: Speeds,
): Parts {
  const { prefix } = repository;
  const bytes = bytesOfFiles(base);
  const weight = weightOf(prefix, chunks, log);
  const written = chunks.reduce((sum, { from, to }) => sum + to - from, 0);
  const system = base.server.systemIdentifier;
  return {
    postgresMajor: base.server.major,
    sources: [
      {
        what: 'copy',
        name: base.id,
        folder: `${prefix}/${folders.base}/${base.id}/`,
        bytes,
        objects: Object.keys(base.files).length,
      },
      {
        what: 'log',
        name: system,
        folder: `${prefix}/${folders.wal}/${system}/`,
        bytes: weight,
        objects: chunks.length,
      },
    ],
    stages: [
      stage('download', bytes + weight, speeds),
      stage('unpack', base.dataBytes, speeds),
      stage('replay', written, speeds),
    ],
    // Copy, log and data lie beside each other for a while; a tenth more for what the log adds.
    needs: Math.ceil((bytes + written + base.dataBytes) * 1.1),
  };
}

const stage = (name: Stage['name'], bytes: number, speeds: Speeds): Stage => ({
  name,
  bytes,
  seconds: bytes / speeds[name],
});
