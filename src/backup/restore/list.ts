import { Failure } from '../../cli/errors.ts';
import type { BackupConfig } from '../config.ts';
import type { RepositoryReader } from '../reader.ts';
import { momentText, sizeText, spanText } from './figures.ts';
import { logFrom, reachOf, snapshotOf, type Inventory } from './inventory.ts';
import { elsewhere, joined, nothingIn } from './possible.ts';
import { bytesOfFiles } from './speeds.ts';

/** Everything that may be restored. Moments in milliseconds. */
export interface Listing {
  readonly environment: string;
  /** From when to when any moment is possible. */
  readonly moments: readonly { readonly from: number; readonly until: number }[];
  readonly dumps: readonly ListedDump[];
  /** Who recovers to any moment, where it is not this. */
  readonly elsewhere: string;
  readonly listedAt: number;
}

interface ListedDump {
  readonly id: string;
  readonly shows: number;
  /** What it weighs in the bucket, and as a database. */
  readonly bytes: number;
  readonly databaseBytes: number;
  /** Whether a restore check has restored this very one. */
  readonly proven: boolean;
}

/**
 * Lists what may be restored, the oldest first.
 *
 * @throws Failure where that is nothing: a wrong bucket must not look like a young one.
 */
export async function listingOf(
  { dumps, bases, checks }: Inventory,
  config: BackupConfig,
  { reader, now }: { readonly reader: RepositoryReader; readonly now: number },
): Promise<Listing> {
  if (dumps.length + bases.length === 0) throw new Failure(nothingIn(config.repository));
  const log = await logFrom(reader, config.repository.prefix, bases);
  const proven = new Set(checks.map(({ id }) => id));
  return {
    environment: config.environment,
    moments: joined(bases.map((base) => reachOf(base, log))).map(([from, until]) => ({ from, until })),
    dumps: dumps.map((dump) => ({
      id: dump.manifest.id,
      shows: snapshotOf(dump),
      bytes: bytesOfFiles(dump.manifest),
      databaseBytes: dump.manifest.facts.databaseBytes,
      proven: proven.has(dump.manifest.id),
    })),
    elsewhere: elsewhere(config),
    listedAt: now,
  };
}

/** The list as people read it, in 80 columns. */
export const listingText = ({ environment, moments, dumps, elsewhere: other, listedAt }: Listing): string =>
  [
    `Backups of ${environment}`,
    '',
    'Any moment (--to):',
    ...(moments.length === 0 ? [`  ${other === '' ? 'none yet' : other.trim()}`] : []),
    ...moments.map(
      ({ from, until }) =>
        `  from ${momentText(from)} to ${momentText(until)}, ${spanText(listedAt - until)} ago`,
    ),
    '',
    'Dumps (--dump):',
    ...(dumps.length === 0 ? ['  none'] : []),
    ...dumps.map(
      ({ id, shows, databaseBytes, proven }) =>
        `  ${id}  shows ${momentText(shows)}  ${sizeText(databaseBytes).padStart(6)}${proven ? '  proven' : ''}`,
    ),
    '',
  ].join('\n');
