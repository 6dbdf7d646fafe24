import { durationSeconds } from '../promql/duration.ts';
import { slice } from '../metrics/recorded.ts';
import { firesAbove, leastEventsOf } from '../slo/budget.ts';
import type { StackCheck } from './check.ts';

/** A single bad event fires no tier: where few come, the least traffic of the objective keeps it quiet. */
export const oneEventStaysQuiet: StackCheck = ({ objectives, tiers }) =>
  objectives.flatMap((objective) =>
    tiers.flatMap((tier) => {
      const one = objective.indicator.counts === 'seconds' ? durationSeconds(slice) : 1;
      const [least, needed] = [leastEventsOf(objective, tier), Math.ceil(one / firesAbove(objective, tier))];
      if (least >= needed) return [];
      const { counts } = objective.indicator;
      return [
        {
          where: `objectives/${objective.name}`,
          message: `asks for ${String(least)} ${counts} in ${tier.long} before it judges, and of fewer than ${String(needed)} a single bad one fires its ${tier.tells}. Raise its leastEvents to ${(needed / durationSeconds(tier.long)).toPrecision(2)} a second.`,
        },
      ];
    }),
  );
