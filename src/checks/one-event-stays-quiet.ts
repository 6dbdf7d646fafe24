import type { Objective, Tier } from '../model/objective.ts';
import { durationSeconds } from '../promql/duration.ts';
import { slice } from '../metrics/recorded.ts';
import { firesAbove, leastEventsOf } from '../slo/budget.ts';
import type { StackCheck } from './check.ts';

/** A single bad event fires no tier: where few come, the least traffic of the objective keeps it quiet. */
export const oneEventStaysQuiet: StackCheck = ({ objectives, tiers }) =>
  objectives.flatMap((objective) =>
    tiers.flatMap((tier) =>
      faults(objective, tier).map((message) => ({ where: `objectives/${objective.name}`, message })),
    ),
  );

function faults(objective: Objective, tier: Tier): string[] {
  const { counts } = objective.indicator;
  const one = counts === 'seconds' ? durationSeconds(slice) : 1;
  const window = durationSeconds(tier.long);
  const [least, needed] = [leastEventsOf(objective, tier), Math.ceil(one / firesAbove(objective, tier))];
  // Of seconds there are no more than the window has.
  if (counts === 'seconds' && needed > window) {
    return [
      `has a ${tier.tells} over ${tier.long} that a single bad slice of ${slice} fires, whatever else was good. Give that tier a longer window or a larger factor in alerts/slos.ts, or promise less.`,
    ];
  }
  if (counts === 'seconds' && least > window) {
    return [
      `asks for ${String(least)} seconds in ${tier.long}, which has ${String(window)}: its ${tier.tells} never fires. Lower its leastEvents in alerts/thresholds.ts to less than 1 a second.`,
    ];
  }
  if (least >= needed) return [];
  return [
    `asks for ${String(least)} ${counts} in ${tier.long} before it judges, and of fewer than ${String(needed)} a single bad one fires its ${tier.tells}. Raise its leastEvents in alerts/thresholds.ts to ${(needed / window).toPrecision(2)} a second.`,
  ];
}
