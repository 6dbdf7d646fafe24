import type { Objective } from '../model/objective.ts';
import { humanNumber } from '../promql/numbers.ts';
import type { StackCheck } from './check.ts';

/** We promise ourselves no less than customers, and what is owed begins at the SLA and grows as attainment falls. */
export const slaWithinSlo: StackCheck = ({ objectives }) =>
  objectives.flatMap((objective) =>
    faultsOf(objective).map((message) => ({ where: `objectives/${objective.name}`, message })),
  );

function faultsOf({ slo, sla }: Objective): string[] {
  const { credits = [] } = sla;
  const percent = (ratio: number) => humanNumber(ratio, 'ratio');
  const [first] = credits;
  return [
    ...(sla.ratio > slo.ratio
      ? [
          `promises customers ${percent(sla.ratio)} and ourselves ${percent(slo.ratio)}: we would miss the SLA before we are told.`,
        ]
      : []),
    ...(first !== undefined && first.under !== sla.ratio
      ? [
          `owes nothing between ${percent(first.under)} and the SLA of ${percent(sla.ratio)}, or something above it. Let the first credit be under ${percent(sla.ratio)}.`,
        ]
      : []),
    ...credits.slice(1).flatMap((credit, at) => {
      const before = credits[at];
      if (before === undefined || (credit.under < before.under && credit.share > before.share)) return [];
      return [
        `owes ${percent(credit.share)} under ${percent(credit.under)} after ${percent(before.share)} under ${percent(before.under)}. Write the largest attainment first, and more for less.`,
      ];
    }),
  ];
}
