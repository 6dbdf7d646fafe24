import type { Check } from '../manifest.ts';
import { momentText } from './figures.ts';
import type { Dump, Inventory } from './inventory.ts';

/** How fast each stage is, in bytes a second, and how that is known. */
export interface Speeds {
  /** What is downloaded, as it lies in the bucket. */
  readonly download: number;
  /** A dump, by the size of the database. */
  readonly restore: number;
  /** Counting all rows, by the size of the database. */
  readonly compare: number;
  /** Unpacking and verifying a copy of the server, by the size of its data. */
  readonly unpack: number;
  /** Replaying the log, by its size before compression. */
  readonly replay: number;
  /** How those of a dump are known. */
  readonly source: string;
  /** How unpacking and replaying are known: no check measures them. */
  readonly logSource: string;
}

/**
 * For want of a measurement of one's own. On two cores and a bucket on loopback a drill of 1 GB downloaded at 81 MB/s, unpacked at 118,
 * replayed at 15 and counted at 1,400, and a dump of 612 MB was restored at 34: the first two and the fourth stand here with room for a
 * real network and disk.
 */
const documented = {
  download: 60e6,
  restore: 34e6,
  compare: 200e6,
  unpack: 80e6,
  replay: 15e6,
} as const;

/** Speeds as the newest restore check measured them; what it does not measure is as documented. */
export function speedsOf({ checks, dumps }: Pick<Inventory, 'checks' | 'dumps'>): Speeds {
  const check = checks.at(-1);
  if (check === undefined) return { ...documented, source: unmeasured, logSource: unmeasured };
  const dump = dumps.find(({ manifest }) => manifest.id === check.id);
  const measuredAt = `as the restore check of ${momentText(Date.parse(check.checkedAt))} measured`;
  return {
    ...documented,
    ...measured(check, dump),
    source: measuredAt,
    logSource: `download ${measuredAt}; the rest as in docs/backup.md, from another machine`,
  };
}

const unmeasured =
  'no restore check has measured this database yet: these are the numbers of docs/backup.md, from another machine';

function measured({ seconds, databaseBytes }: Check, dump: Dump | undefined): Partial<Speeds> {
  const speed = (bytes: number, stage: string): number | undefined => {
    const took = seconds[stage] ?? 0;
    return took > 0 && bytes > 0 ? bytes / took : undefined;
  };
  const all = {
    download: dump === undefined ? undefined : speed(bytesOfFiles(dump.manifest), 'download'),
    restore: speed(databaseBytes, 'restore'),
    compare: speed(databaseBytes, 'compare'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What the files of a backup weigh in the repository. */
export const bytesOfFiles = ({
  files,
}: {
  readonly files: Readonly<Record<string, { readonly bytes: number }>>;
}): number => Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
