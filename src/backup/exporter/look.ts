import type { BackupConfig } from '../config.ts';
import type { Check, DumpManifest } from '../manifest.ts';
import type { Objects } from '../objects.ts';
import { damageOf, type Damage } from './damage.ts';
import type { RecoveryPoint } from './recovery-point/point.ts';
import type { PointWatch } from './recovery-point/watch.ts';
import type { Contents, Shelved } from './shelf.ts';
import type { Kind, Shelves } from './shelves.ts';

/** What a bucket holds of one kind of backup. */
export interface Summary extends Contents<Pick<DumpManifest, 'files'>> {
  readonly damage: readonly Damage[];
}

/** What one look found. */
export interface Look {
  /** The copies of the whole server are missing where nobody takes any. */
  readonly kinds: ReadonlyMap<Kind, Summary>;
  /** Size of the database when its newest dump was taken, in bytes. */
  readonly databaseBytes: number | undefined;
  /** The last check whose dump is kept as verified. */
  readonly check: Shelved<Check> | undefined;
  readonly point: RecoveryPoint;
}

/** What is looked at. */
export interface Subject {
  readonly config: BackupConfig;
  readonly objects: Objects;
  readonly shelves: Shelves;
  readonly watch: PointWatch;
}

/**
 * Looks at all of it once. The newest manifest of each kind is read again each time, which proves that its key still decrypts.
 *
 * @param at the time, in milliseconds.
 * @throws Failure where the bucket refuses.
 */
export async function lookAt({ config, objects, shelves, watch }: Subject, at: number): Promise<Look> {
  const [dump, verified, base, checks] = await Promise.all([
    shelves.dump.look(objects, at),
    shelves.verified.look(objects, at),
    shelves.base.look(objects, at),
    shelves.check.look(objects, at),
  ]);
  const all: readonly (readonly [Kind, Contents<Pick<DumpManifest, 'files'>>])[] = [
    ['dump', dump],
    ['verified', verified],
    ...(config.pointInTime === 'receiver' ? [['base', base] as const] : []),
  ];
  const kinds = new Map<Kind, Summary>();
  for (const [kind, contents] of all) {
    const newest = contents.good.at(-1);
    if (newest !== undefined) await objects.text(newest.key);
    kinds.set(kind, { ...contents, damage: await damageOf(objects, contents, config.repository.kmsKey) });
  }
  const proven = new Set(verified.good.map(({ document }) => document.id));
  const newestDump = dump.good.at(-1);
  const seen = { newestBase: base.good.at(-1), newestDump: newestDump?.moment };
  return {
    kinds,
    databaseBytes: newestDump?.document.facts.databaseBytes,
    check: checks.good.findLast(({ document }) => proven.has(document.id)),
    point: await watch.look(objects, seen, at),
  };
}
