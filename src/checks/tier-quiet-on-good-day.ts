import { humanNumber } from '../promql/numbers.ts';
import { firesAbove } from '../slo/budget.ts';
import type { StackCheck } from './check.ts';

/** A good day fires no tier: an objective that production misses when all is well would wake people for nothing. */
export const tierQuietOnGoodDay: StackCheck = ({ objectives, tiers }) =>
  objectives.flatMap((objective) =>
    tiers
      .filter((tier) => objective.baseline >= firesAbove(objective, tier))
      .map((tier) => ({
        where: `objectives/${objective.name}`,
        message: `has a ${tier.tells} over ${tier.long} that fires above ${humanNumber(firesAbove(objective, tier), 'ratio')} bad, and on a good day ${humanNumber(objective.baseline, 'ratio')} is. Promise less, or make it an aim, which is reported and wakes nobody.`,
      })),
  );
