import type { backupMetrics } from '../../metrics/backup.ts';
import type { Instruments } from '../../metrics/instruments.ts';
import { problems } from './damage.ts';
import type { Look, Summary } from './look.ts';
import type { Kind } from './shelves.ts';

type Gauges = Instruments<typeof backupMetrics>;

/** Exports what a look found. */
export function show(gauges: Gauges, namespace: string, { kinds, databaseBytes, check, point }: Look): void {
  for (const [kind, summary] of kinds) showKind(gauges, { namespace, kind }, summary);
  if (databaseBytes !== undefined) gauges.databaseBytes.set({ namespace }, databaseBytes);
  gauges.lastCheck.set({ namespace }, seconds(check?.moment ?? 0));
  gauges.restoreSeconds.reset();
  for (const [stage, took] of Object.entries(check?.document.seconds ?? {})) {
    gauges.restoreSeconds.set({ namespace, stage }, took);
  }
  if (check !== undefined) gauges.restoredBytes.set({ namespace }, check.document.databaseBytes);
  // Without any, the one that was known last ages.
  if (point.moment !== undefined) gauges.recoveryPoint.set({ namespace }, seconds(point.moment));
}

interface Labels {
  readonly namespace: string;
  readonly kind: Kind;
}

function showKind(gauges: Gauges, labels: Labels, { good, damage }: Summary): void {
  const newest = good.at(-1);
  const files = Object.values(newest?.document.files ?? {});
  gauges.backups.set({ ...labels }, good.length);
  gauges.oldest.set({ ...labels }, seconds(good[0]?.moment ?? 0));
  gauges.newest.set({ ...labels }, seconds(newest?.moment ?? 0));
  gauges.newestStored.set({ ...labels }, seconds(newest?.storedAt ?? 0));
  gauges.bytes.set(
    { ...labels },
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  for (const problem of problems) {
    gauges.damaged.set({ ...labels, problem }, damage.filter((one) => one.problem === problem).length);
  }
}

const seconds = (milliseconds: number): number => milliseconds / 1000;
