import type { Objective, Tier } from '../model/objective.ts';
import { cut, slice } from '../metrics/recorded.ts';
import { durationSeconds } from '../promql/duration.ts';
import { firesAbove } from './budget.ts';

/** How long a burn must hold. The windows have averaged already: this only keeps a single evaluation from waking anybody. */
export const holds = { page: '2m', ticket: '15m' } as const;

const step = durationSeconds(slice);

/** Queries are counted a moment later, so that their last sample falls into the next slice. Time is counted at once. */
export const delayOf = ({ indicator }: Objective): number =>
  indicator.counts === 'seconds' ? 0 : Math.ceil(durationSeconds(cut.settled) / step) * step;

/**
 * Seconds from the first bad event until a tier fires, when this share of evenly spread events is bad and all were good before;
 * `undefined` when it never does. Rules and scrapes move in steps of a slice, and so does the answer.
 */
export function detectionSeconds(objective: Objective, tier: Tier, badShare: number): number | undefined {
  const limit = firesAbove(objective, tier);
  if (badShare <= limit) return undefined;
  const windows = [tier.long, tier.short].map(durationSeconds);
  const above = Math.max(...windows.map((window) => stepsUntilAbove((limit * window) / badShare)));
  return delayOf(objective) + above * step + durationSeconds(holds[tier.tells]);
}

/**
 * Seconds from the last bad event until a tier's condition no longer holds, when this share was bad for longer than the short window;
 * the long window may let go earlier. What fires stays a while longer: `keep_firing_for`.
 */
export function resetSeconds(objective: Objective, tier: Tier, badShare: number): number {
  const short = durationSeconds(tier.short);
  const left = (firesAbove(objective, tier) * short) / badShare;
  return delayOf(objective) + Math.ceil((short - left) / step) * step;
}

/** The first of an objective's pages in a total outage, in whole minutes: the time after which silence is no comfort. */
export function unmeasuredFor(objective: Objective, tiers: readonly Tier[]): string {
  const pages = tiers.filter(({ tells }) => tells === 'page');
  const seconds = pages.flatMap((tier) => detectionSeconds(objective, tier, 1) ?? []);
  return `${String(Math.ceil(Math.min(...seconds) / 60))}m`;
}

/** The first whole step at which more than so many seconds are bad. */
const stepsUntilAbove = (seconds: number): number => Math.floor(seconds / step) + 1;
