import { humanNumber } from '../promql/numbers.ts';
import { budgetOf, firesAbove } from '../slo/budget.ts';
import type { StackCheck } from './check.ts';

/** Some outage fires every tier of every objective: one that asks for more than all events to be bad is never heard. */
export const tierCanFire: StackCheck = ({ objectives, tiers }) =>
  objectives.flatMap((objective) =>
    tiers
      .filter((tier) => firesAbove(objective, tier) >= 1)
      .map(({ tells, long, factor }) => ({
        where: `objectives/${objective.name}`,
        message: `has a ${tells} over ${long} that fires when over ${humanNumber(factor * budgetOf(objective), 'ratio')} is bad (${String(factor)} times a budget of ${humanNumber(budgetOf(objective), 'ratio')}), which is never. Promise more than ${humanNumber(1 - 1 / factor, 'ratio')}, or lower the factor in alerts/slos.ts.`,
      })),
  );
