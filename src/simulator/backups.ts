import { elsewhere as m } from '../metrics/elsewhere.ts';
import { jobs } from '../model/jobs.ts';
import { backupNames } from '../model/names.ts';
import type { Bench } from './bench.ts';
import type { BenchOf, Calendar, Moves } from './cluster.ts';
import type { Instrument } from './registry.ts';
import { minute } from './time.ts';

/** How long a dump takes. */
const dumpTakes = 9 * minute;

const namespace = 'fraiseql';

/** Dumps come every six hours and take some minutes; a restore is proven once a week, and the server copied once a day. */
export function backups(of: BenchOf, calendar: Calendar): Moves {
  const { created, dumps, restored, stamp = asItIs } = calendar;
  const { dump, restoreCheck, base } = backupNames;
  const bench = of({ job: jobs.kubeStateMetrics, namespace });
  for (const cronjob of [dump, restoreCheck, base]) {
    bench.gauge(m.cronJobCreated, { cronjob }, stamp(created));
    bench.gauge(m.cronJobSuspended, { cronjob }, 0);
  }
  const [lastRestore, lastBase, lastSuccess] = [restoreCheck, base, dump].map((cronjob) =>
    bench.gauge(m.lastSuccess, { cronjob }),
  ) as [Instrument, Instrument, Instrument];
  const show = jobsOf(bench, stamp);
  const showBucket = bucketOf(of({ job: jobs.backupExporter, namespace }));
  return (moment, _, { databaseBytes }) => {
    const begun = dumps(moment);
    show(begun);
    const dumped = begun.filter((begin) => begin + dumpTakes <= moment);
    const last = dumped.at(-1);
    const done = {
      dump: last === undefined ? undefined : stamp(last + dumpTakes),
      verified: stamp(restored(moment)),
      base: stamp(copiedBefore(moment)),
    };
    lastRestore.now = done.verified;
    lastBase.now = done.base;
    lastSuccess.now = done.dump;
    showBucket(done, { now: stamp(moment), databaseBytes });
  };
}

/** A copy of the server is done at three in the morning. */
const copiedBefore = (moment: number): number =>
  Math.floor((moment - 3 * 60 * minute) / (24 * 60 * minute)) * 24 * 60 * minute + 3 * 60 * minute;

/** When the newest backup of each kind was done. */
type Done = Readonly<Record<'dump' | 'verified' | 'base', number | undefined>>;

/** What is known now. */
interface Present {
  readonly now: number;
  readonly databaseBytes: number;
}

/** What the exporter of the bucket tells of it. Dumps have the size of the baseline, and restores run at some 43 MB a second. */
function bucketOf(bench: Bench): (done: Done, present: Present) => void {
  bench.gauge(m.repositoryUp, {}, 1);
  const kinds = (['dump', 'verified', 'base'] as const).map((kind) => {
    if (kind !== 'base') bench.gauge(m.backupBytes, { kind }, 48e6);
    for (const problem of ['missing', 'size', 'key', 'manifest'])
      bench.gauge(m.backupDamaged, { kind, problem }, 0);
    return {
      kind,
      shows: bench.gauge(m.backupNewest, { kind }),
      stored: bench.gauge(m.backupNewestStored, { kind }),
    };
  });
  bench.gauge(m.restoreSeconds, { stage: 'download' }, 20);
  bench.gauge(m.restoreSeconds, { stage: 'restore' }, 1150);
  bench.gauge(m.restoreSeconds, { stage: 'compare' }, 90);
  const [size, restoredSize] = [bench.gauge(m.backupDatabaseBytes), bench.gauge(m.restoredBytes)];
  const [read, checked, point] = [m.backupLastRead, m.backupLastCheck, m.recoveryPoint].map((one) =>
    bench.gauge(one),
  );
  return (done, { now, databaseBytes }) => {
    for (const { kind, shows, stored } of kinds) {
      const at = done[kind];
      [shows.now, stored.now] = [at && at - dumpTakes, at];
    }
    size.now = restoredSize.now = databaseBytes;
    if (read && checked && point) {
      read.now = now;
      checked.now = done.verified;
      // What the receiver has is shipped every few seconds.
      point.now = now - 12;
    }
  };
}

/** Shows the Jobs of dumps that began at these moments, and no others any more. */
function jobsOf(bench: Bench, stamp: (moment: number) => number): (begun: readonly number[]) => void {
  const known = new Map<number, readonly [failed: Instrument, started: Instrument]>();
  return (begun) => {
    for (const [begin, series] of known)
      if (!begun.includes(begin)) for (const one of series) one.now = undefined;
    for (const begin of begun) {
      const job_name = `fraiseql-backup-${String(begin / minute)}`;
      const [failed, started] = known.get(begin) ?? [
        bench.gauge(m.jobFailed, { job_name }),
        bench.gauge(m.jobStarted, { job_name }),
      ];
      known.set(begin, [failed, started]);
      failed.now = 0;
      started.now = stamp(begin);
    }
  };
}

const asItIs = (moment: number): number => moment;
