import type { Objective, Tier } from '../model/objective.ts';
import { durationSeconds } from '../promql/duration.ts';
import { clean } from '../promql/numbers.ts';

/** Days of the rolling budget. */
export const periodDays = 30;

/** Share of bad events that an objective allows. */
export const budgetOf = ({ slo }: Objective): number => clean(1 - slo.ratio);

/** Share of bad events above which a tier's windows must be for it to fire. */
export const firesAbove = (objective: Objective, { factor }: Tier): number =>
  clean(factor * budgetOf(objective));

/** Share of the period's budget that is gone when a tier fires at once. */
export const spentAtLeast = ({ factor, long }: Tier): number =>
  clean((factor * durationSeconds(long)) / (periodDays * 86_400));

/** Least events in the long window for which a tier tells anybody. */
export const leastEventsOf = ({ leastEvents }: Objective, { long }: Tier): number =>
  clean(leastEvents.values.tuned * durationSeconds(long));

/** Events in the long window under which a single bad one is above the tier's share. */
export const oneEventFiresBelow = (objective: Objective, tier: Tier): number =>
  Math.ceil(clean(1 / firesAbove(objective, tier)));
