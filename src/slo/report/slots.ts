import { slice } from '../../metrics/recorded.ts';
import { durationSeconds } from '../../promql/duration.ts';
import type { Period } from './period.ts';

/** Seconds of a slice. */
export const sliceSeconds = durationSeconds(slice);

/**
 * A period in slots of a slice each: how many events there were in each, and how many were bad; `NaN` where nobody knows. The sample of
 * a time t belongs to the slot with start < t ≤ end, so that the slots of two months hold every sample once.
 */
export interface Slots {
  readonly all: Float64Array;
  readonly bad: Float64Array;
}

/** Slots of which nothing is known. */
export function emptySlots(count: number): Slots {
  return { all: new Float64Array(count).fill(NaN), bad: new Float64Array(count).fill(NaN) };
}

/** How many slots a period has. */
export const slotsIn = ({ from, to }: Period): number => (to - from) / sliceSeconds;

/** The slot of a period that a moment belongs to, or -1 where it is in none. Seconds may have fractions, and none is lost. */
export function slotOf({ from, to }: Period, seconds: number): number {
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds <= from * 1000 || milliseconds > to * 1000) return -1;
  return Math.ceil((milliseconds - from * 1000) / (sliceSeconds * 1000)) - 1;
}

/** Whether anything is known of a slot. */
export const isKnown = ({ all, bad }: Slots, at: number): boolean =>
  !Number.isNaN(all[at] ?? NaN) && !Number.isNaN(bad[at] ?? NaN);

/** A run of slots, the last one not included. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The longest runs of slots for all of which something holds. */
export function runsOf(count: number, holds: (at: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < count; at++) {
    if (!holds(at)) continue;
    const start = at;
    while (at < count && holds(at)) at++;
    runs.push({ start, end: at });
  }
  return runs;
}
