import { recordedName, slice } from '../metrics/recorded.ts';
import type { Indicator, Objective, Tier } from '../model/objective.ts';
import type { Template } from '../model/template.ts';
import { humanNumber } from '../promql/numbers.ts';
import {
  budgetOf,
  firesAbove,
  leastEventsOf,
  oneEventFiresBelow,
  periodDays,
  spentAtLeast,
} from '../slo/budget.ts';
import { detectionSeconds, holds, resetSeconds } from '../slo/detection.ts';
import { condition } from './condition.ts';
import { generated, table } from './markdown.ts';

/** The page about what is promised, how it is counted, and how fast a miss is told. */
export const sloPage = (objectives: readonly Objective[], tiers: readonly Tier[]): string =>
  `${generated('alerts/slos.ts and src/slo/')}

# Objectives

What we promise ourselves (SLO) and customers (SLA), over ${String(periodDays)} days for the budgets and their alerts, and over a calendar month for the
[report](slo-report.md).

${table(['objective', 'SLO', 'SLA', 'owed when the SLA is missed', 'budget in 30 days'], objectives.map(promise))}

${aims(objectives)}## What is counted

${table(['objective', 'all', 'bad'], objectives.flatMap(counted))}

Every ${slice} a rule counts what happened since the one before: \`${recordedName.all(slice)}\` and \`${recordedName.bad(slice)}\`. Slices add up to what the counters
counted, to the last query, across restarts and new replicas. While Prometheus is away for up to an hour the counters go on, and its first slice
afterwards has it all; what was scraped in the last half minute before a restart, of Prometheus or of a replica, is lost. Windows are sums of slices, those of three and of thirty days in steps of five and
ten minutes. Only then is bad divided by all, so that a busy hour weighs more than a quiet night. A mean of ratios, which is common, does not. [Why so](decisions/13-objectives.md).

- Where there were no queries, the ratio is 0. Where nothing was measured, there is none, and an alert says so.
- In the first days after an installation the budget is that of the days there are: one bad minute of the first hour overspends it.
- Errors that the server no longer counts are not seen here: a release that renames the counter of errors, and not that of queries, looks like one without errors. Logs still tell of them.
- A target whose labels change, as by relabelling, looks like a new replica, and all of its counters are counted once more: remove what is recorded for that half minute, or
  accept it for 30 days.

The series have the names that dashboards made for sloth read: \`${recordedName.ratio('5m')}\` to \`${recordedName.ratio('30d')}\`, \`${recordedName.budgetLeft}\`, \`${recordedName.burnRate}\`,
\`${recordedName.objective}\`, \`${recordedName.budget}\`, \`${recordedName.days}\` and \`${recordedName.info}\`, with \`sloth_id\`, \`sloth_service\` and \`sloth_slo\`.

## How fast a miss is told

A tier fires when its long and its short window burn faster than its factor allows, the long one holds enough to judge by, and no alert that says the same
sooner has fired in the last 35 minutes: nobody is woken twice for one problem. Times count from the first bad event, with all events good before it, and include \`for\` (${holds.page} for a page,
${holds.ticket} for a ticket). Where scrape and evaluation fall makes up to 45 seconds more or less; the window of three days moves in steps, which makes up to five minutes more; and downtime
that only failing queries show is seen a minute later. \`npm test\` measures those of pages
with promtool, and \`npm run detection\` all of them.

${objectives.map((objective) => tierTable(objective, tiers)).join('\n\n')}

_Spent_: of the budget, when the tier fires at the earliest. _Resets_: until the condition no longer holds, when all was bad and all is good again; the alert stays
for another while (\`keep_firing_for\`). _One bad event fires below_: events in the long window, if there were no _least_; with it, one never does.

synth refuses a tier that no outage can fire (its factor times the budget is 1 or more), and one that a good day would.
`;

function promise(objective: Objective): string[] {
  const { name, slo, sla } = objective;
  const credits = (sla.credits ?? []).map(
    ({ under, share }) => `under ${humanNumber(under, 'ratio')}: ${humanNumber(share, 'ratio')}`,
  );
  return [name, slo.says, sla.says, credits.join('<br>') || '–', allowance(objective)];
}

function allowance(objective: Objective): string {
  const share = humanNumber(budgetOf(objective), 'ratio');
  const { counts } = objective.indicator;
  if (counts === 'queries') return `${share} of queries`;
  return `${share} of the time: ${String(Math.round(budgetOf(objective) * periodDays * 14_400) / 10)} min`;
}

function aims(objectives: readonly Objective[]): string {
  const said = objectives.flatMap(({ name, aim }) =>
    aim === undefined
      ? []
      : [`Beyond it, for ${name}: ${aim.says}. It is reported, and wakes nobody: a good day misses it.\n\n`],
  );
  return said.join('');
}

function counted({ name, indicator, sla }: Objective): string[][] {
  const own = [name, ...halves(indicator)];
  return sla.indicator === undefined ? [own] : [own, [`${name}, SLA`, ...halves(sla.indicator)]];
}

function halves(indicator: Indicator): [all: string, bad: string] {
  if (indicator.counts === 'seconds') return ['seconds', condition(indicator.badWhile)];
  const use = (part: Template['parts'][number]) => condition({ parts: [part] });
  return [
    use(indicator.all),
    'bad' in indicator ? use(indicator.bad) : `all that are not ${use(indicator.good)}`,
  ];
}

function tierTable(objective: Objective, tiers: readonly Tier[]): string {
  const columns = [
    'tier',
    'windows',
    'factor',
    'fires above',
    'all bad',
    '10 % bad',
    '1 % bad',
    'spent',
    'resets',
    'one bad event fires below',
    'least',
  ];
  return `### ${objective.name}\n\n${table(
    columns,
    tiers.map((tier) => tierRow(objective, tier)),
  )}`;
}

function tierRow(objective: Objective, tier: Tier): string[] {
  const { counts } = objective.indicator;
  const within = (share: number) => clock(detectionSeconds(objective, tier, share));
  return [
    tier.tells,
    `${tier.long}, ${tier.short}`,
    String(tier.factor),
    humanNumber(firesAbove(objective, tier), 'ratio'),
    ...[1, 0.1, 0.01].map(within),
    humanNumber(spentAtLeast(tier), 'ratio'),
    clock(resetSeconds(objective, tier, 1)),
    counts === 'seconds' ? '–' : `${String(oneEventFiresBelow(objective, tier))} queries`,
    `${leastEventsOf(objective, tier).toLocaleString('en')} ${counts}`,
  ];
}

const clock = (seconds: number | undefined): string =>
  seconds === undefined ? 'never' : humanNumber(seconds, 'seconds');
