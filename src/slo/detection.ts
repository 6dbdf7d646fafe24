import type { Objective, Tier } from '../model/objective.ts';
import { cut, slice } from '../metrics/recorded.ts';
import { durationSeconds } from '../promql/duration.ts';
import { firesAbove } from './budget.ts';
import { lagOf } from './windows.ts';

/**
 * How long a burn must hold. The windows have averaged already. A page waits as long as HighErrorRate does, which sees the same: at most errors
 * a burn would fire first, page, and be followed by the other page two minutes later.
 */
export const holds = { page: '5m', ticket: '15m' } as const;

const step = durationSeconds(slice);

/** Queries are counted a moment later, so that their last sample falls into the next slice. Time without a replica is counted at once. */
export const delayOf = ({ indicator }: Objective): number =>
  indicator.counts === 'seconds' ? 0 : Math.ceil(durationSeconds(cut.settled) / step) * step;

/**
 * Seconds from the first bad event until a tier fires, when this share of evenly spread events is bad and all were good before;
 * `undefined` when it never does. Rules and scrapes move in steps of a slice, and so does the answer.
 */
export function detectionSeconds(objective: Objective, tier: Tier, badShare: number): number | undefined {
  const limit = firesAbove(objective, tier);
  if (badShare <= limit) return undefined;
  const spans = [tier.long, tier.short].map((window) => {
    const lag = lagOf(window);
    return (Math.floor((limit * durationSeconds(window)) / badShare / lag) + 1) * lag;
  });
  return delayOf(objective) + Math.max(...spans) + durationSeconds(holds[tier.tells]);
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

/** The first of an objective's alerts in a total outage, in whole minutes: the time after which silence is no comfort. */
export function unmeasuredFor(objective: Objective, tiers: readonly Tier[]): string {
  const seconds = tiers.flatMap((tier) => detectionSeconds(objective, tier, 1) ?? []);
  return `${String(Math.ceil(Math.min(...seconds) / 60))}m`;
}
