import { objectiveNames, type Objective, type Tier } from '../model/objective.ts';
import { durationSeconds } from '../promql/duration.ts';
import { decimal } from '../promql/numbers.ts';
import type { StackCheck } from './check.ts';

/** Objectives and tiers are numbers that can be meant, and say in words what they are in numbers. */
export const objectiveWellFormed: StackCheck = ({ objectives, tiers }) => [
  ...objectiveNames
    .filter((name) => objectives.filter((one) => one.name === name).length !== 1)
    .map((name) => ({
      where: `objectives/${name}`,
      message: `is there ${String(objectives.filter((one) => one.name === name).length)} times. Signals and dashboards read it: write it once in alerts/slos.ts.`,
    })),
  ...objectives.flatMap((objective) =>
    faultsOf(objective).map((message) => ({ where: `objectives/${objective.name}`, message })),
  ),
  ...tiers.flatMap((tier, at) =>
    faultsOfTier(tier, tiers.slice(0, at)).map((message) => ({ where: `tiers/${String(at)}`, message })),
  ),
];

function faultsOf({ slo, sla, aim, baseline }: Objective): string[] {
  const targets = Object.entries({ slo, sla, ...(aim === undefined ? {} : { aim }) });
  const shares = Object.entries({ baseline });
  const credits = (sla.credits ?? []).flatMap(({ under, share }, at) => [
    [`sla.credits[${String(at)}].under`, under] as const,
    [`sla.credits[${String(at)}].share`, share] as const,
  ]);
  return [
    ...targets.flatMap(([name, { ratio }]) => outside(`${name}.ratio`, ratio)),
    ...[...shares, ...credits].flatMap(([name, value]) => outside(name, value)),
    ...targets.flatMap(([name, { ratio, says }]) => unsaid(name, ratio, says)),
    ...(aim !== undefined && aim.ratio <= slo.ratio
      ? [
          `aims for ${decimal(aim.ratio)}, which is no more than its SLO of ${decimal(slo.ratio)}. Leave the aim out.`,
        ]
      : []),
  ];
}

/** A ratio strictly between nothing and all: 99.9 % is 0.999. */
function outside(name: string, value: number): string[] {
  if (value > 0 && value < 1) return [];
  const meant = value > 1 && value < 100 ? ` Did you mean ${decimal(value / 100)}?` : '';
  return [
    `has the ${name} ${decimal(value)}: it must be a ratio between 0 and 1, and neither of them.${meant}`,
  ];
}

/** A promise says its own number, as a share that is good or one that is bad. */
function unsaid(name: string, ratio: number, says: string): string[] {
  if (outside(name, ratio).length > 0) return [];
  const shares = [ratio, 1 - ratio].map((share) => `${decimal(share * 100)} %`);
  return shares.some((share) => says.includes(share))
    ? []
    : [`has an ${name} of ${decimal(ratio)} that says '${says}'. Let it say ${shares.join(' or ')}.`];
}

function faultsOfTier({ tells, long, short, factor }: Tier, before: readonly Tier[]): string[] {
  const twice = before.some((one) => one.tells === tells && one.long === long);
  return [
    ...(durationSeconds(short) < durationSeconds(long)
      ? []
      : [
          `has a short window of ${short} and a long one of ${long}: the short one tells that it still goes on, and must be shorter.`,
        ]),
    ...(durationSeconds(long) < 30 * 86_400 ? [] : ['looks at the whole period: then it is missed already.']),
    ...(factor > 0 ? [] : [`has the factor ${decimal(factor)}: it must be above 0.`]),
    ...(twice ? [`is a second ${tells} over ${long}. Leave one out.`] : []),
  ];
}
