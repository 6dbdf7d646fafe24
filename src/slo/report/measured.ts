import type { Measured } from './model.ts';
import { isKnown, sliceSeconds, type Slots } from './slots.ts';

/** What was counted in the first slots of a period, and what the time that nobody counted may hide. */
export interface Tally {
  readonly slots: Slots;
  /** How many slots there are by now. */
  readonly count: number;
  readonly counts: 'seconds' | 'queries';
  /** Whether the service was down in a slot: then no query could be counted, and none is missing. */
  readonly isDown: (at: number) => boolean;
}

/** Whether nothing is known of a slot that should be known. */
export const isUnknown = ({ slots, isDown }: Tally, at: number): boolean =>
  !isKnown(slots, at) && !isDown(at);

/** Sums up the slots of a tally, from one to before another. */
export function measure(tally: Tally, start = 0, end = tally.count): Measured {
  const { slots, counts, isDown } = tally;
  const sum = { all: 0, bad: 0, known: 0, down: 0 };
  for (let at = start; at < end; at++) {
    if (isKnown(slots, at)) {
      sum.all += slots.all[at] ?? 0;
      sum.bad += slots.bad[at] ?? 0;
      sum.known += 1;
    } else if (isDown(at)) sum.down += 1;
  }
  const unknown = end - start - sum.known - sum.down;
  const rate = counts === 'seconds' ? sliceSeconds : sum.known === 0 ? 0 : sum.all / sum.known;
  return bounded({
    all: sum.all,
    // A failure may be scraped before its query is: in a moment without others there are then more of them than of all.
    bad: Math.min(sum.bad, sum.all),
    unknownSeconds: unknown * sliceSeconds,
    downSeconds: sum.down * sliceSeconds,
    unknownEvents: unknown * rate,
  });
}

type Counted = Pick<Measured, 'all' | 'bad' | 'unknownSeconds' | 'downSeconds' | 'unknownEvents'>;

function bounded(counted: Counted): Measured {
  const { all, bad, unknownEvents } = counted;
  const good = all - bad;
  const most = all + unknownEvents;
  return {
    ...counted,
    good,
    attainment: all === 0 ? null : good / all,
    best: most === 0 ? null : (good + unknownEvents) / most,
    worst: most === 0 ? null : good / most,
  };
}
