import { momentOf } from './period.ts';
import { isKnown, runsOf, sliceSeconds, type Run, type Slots } from './slots.ts';
import { measure, type Tally } from './measured.ts';
import type { Incident } from './model.ts';

/** What incidents are looked for by. */
export interface IncidentProps {
  readonly tally: Tally;
  /** When the first slot begins, in seconds since the epoch. */
  readonly from: number;
  /** Share of bad events that the objective allows. */
  readonly allowedShare: number;
  /** Bad events that the budget of the period allows. */
  readonly allowed: number;
}

/** Slots that are judged together: a single failed query in half a minute is no incident, half a minute of downtime is. */
const grain = { seconds: 1, queries: 10 } as const;

/** Stretches that are no further apart than these seconds are one incident. */
const close = 15 * 60;

/** Share of the budget that a stretch must have cost: in a quiet night, a single failed query makes one that did not. */
const least = 0.01;

/** Stretches of time in which the budget burnt faster than it may, and that cost some of it, those with most bad events first. */
export function incidentsIn({ tally, from, allowedShare, allowed }: IncidentProps): Incident[] {
  const size = grain[tally.counts];
  const burns = (step: number) => isBurning(tally.slots, step * size, (step + 1) * size, allowedShare);
  const runs = runsOf(Math.ceil(tally.count / size), burns).map(({ start, end }) => ({
    start: start * size,
    end: Math.min(end * size, tally.count),
  }));
  return joined(runs, close / sliceSeconds)
    .map(({ start, end }) => {
      const { all, bad } = measure(tally, start, end);
      return {
        from: momentOf(from + start * sliceSeconds),
        to: momentOf(from + end * sliceSeconds),
        seconds: (end - start) * sliceSeconds,
        all,
        bad,
        budgetShare: allowed === 0 ? 0 : bad / allowed,
      };
    })
    .filter(({ budgetShare }) => budgetShare >= least)
    .sort((a, b) => b.bad - a.bad || a.from.localeCompare(b.from));
}

function isBurning(slots: Slots, start: number, end: number, allowedShare: number): boolean {
  let [all, bad] = [0, 0];
  for (let at = start; at < end; at++) {
    if (!isKnown(slots, at)) continue;
    all += slots.all[at] ?? 0;
    bad += slots.bad[at] ?? 0;
  }
  return bad > all * allowedShare;
}

/** Runs, with those that are close to each other joined. */
function joined(runs: readonly Run[], most: number): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last === undefined || run.start - last.end > most) all.push(run);
    else all.splice(-1, 1, { start: last.start, end: run.end });
  }
  return all;
}
