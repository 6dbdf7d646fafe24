import type { Alert } from '../model/alert.ts';
import type { Objective, Tier } from '../model/objective.ts';
import type { Template } from '../model/template.ts';
import type { Threshold, Unit } from '../model/threshold.ts';
import { signal } from '../metrics/signals.ts';
import { clean } from '../promql/numbers.ts';
import { either, promql, text, unless } from '../promql/template.ts';
import { firesAbove, leastEventsOf, periodDays } from './budget.ts';
import { holds, unmeasuredFor } from './detection.ts';

/** The alerts of one objective: one that pages, one that writes a ticket, and one for when nothing is measured. */
export const burnAlerts = (objective: Objective, tiers: readonly Tier[]): readonly Alert[] => [
  ...burns(objective, tiers, 'page'),
  ...burns(objective, tiers, 'ticket'),
  unmeasured(objective, tiers),
];

/** What the kinds of burn differ in. */
const kinds = {
  page: { suffix: 'BurnFast', severity: 'high', soon: 'fast', keepFiringFor: '5m' },
  ticket: { suffix: 'BurnSlow', severity: 'medium', soon: 'steadily', keepFiringFor: '30m' },
} as const;

function burns(objective: Objective, all: readonly Tier[], tells: Tier['tells']): Alert[] {
  const { suffix, severity, soon, keepFiringFor } = kinds[tells];
  const { title, trouble, slo, mutedBy } = objective;
  const tiers = all.filter((tier) => tier.tells === tells);
  const page = `${title}${kinds.page.suffix}`;
  // The alert's value is that of the first tier that fires.
  const [first, ...rest] = tiers;
  if (first === undefined) return [];
  const others = rest.map(({ long }) => long).join(' or ');
  const alert: Alert = {
    name: `${title}${suffix}`,
    severity,
    for: holds[tells],
    keepFiringFor,
    expr: unlessPaged(either(tiers.map((tier) => tooFast(objective, tier))), mutedBy[tells]),
    summary: `${trouble.uses} up the error budget ${soon}.`,
    description: text`{{ $value | humanizePercentage }} ${trouble.happened}, over ${first.long} when above ${limitOf(objective, first)}, else over ${others}. ${`Promised for ${String(periodDays)} days: ${slo.says}.`}`,
    runbook: 'slo',
    dashboard: 'fraiseql-slo',
    mutedBy: tells === 'page' ? mutedBy.page : [page, ...mutedBy.page, ...mutedBy.ticket],
  };
  return [alert];
}

/** A problem that is over, and has woken somebody under another name, wakes nobody again while the windows remember it. */
const unlessPaged = (expr: Template, sooner: readonly string[]): Template =>
  sooner.length === 0 ? expr : unless(expr, signal.firedLately.over(sooner.join('|')));

/** Both windows burn, and the long one holds enough to judge. */
function tooFast(objective: Objective, tier: Tier): Template {
  const { name } = objective;
  const bad = signal[`${name}BadRatio`];
  const limit = limitOf(objective, tier);
  const least = derived('count', leastEventsOf(objective, tier), objective.leastEvents.reason);
  return promql`${bad.over(tier.long)} > ${limit}
    and
    ${bad.over(tier.short)} > ${limit}
    and
    ${signal[`${name}Events`].over(tier.long)} >= ${least}`;
}

/** Nothing is measured any more, for as long as a total outage would take to page. */
function unmeasured(objective: Objective, tiers: readonly Tier[]): Alert {
  const { name, title, leastEvents } = objective;
  const lasts = unmeasuredFor(objective, tiers);
  const absent = derived('count', 0, 'it is measured or it is not');
  // Three days of memory, of which one day was busy enough to judge: an idle test system measures nothing, and nothing is amiss.
  const least = derived('count', clean(leastEvents.values.tuned * 86_400), leastEvents.reason);
  return {
    name: `${title}Unmeasured`,
    severity: 'high',
    for: lasts,
    expr: promql`${signal[`${name}Unmeasured`]} > ${absent} and ${signal[`${name}Events`].over('3d')} >= ${least}`,
    summary: `The objective of ${title.toLowerCase()} is not measured any more.`,
    description: sentence(
      `Nothing has been counted for ${lasts}, although there was enough to judge in the last three days.`,
      'In that time a total outage would have paged, and now it would not.',
    ),
    runbook: 'slo',
    dashboard: 'fraiseql-slo',
    mutedBy: ['ServiceDown'],
  };
}

const sentence = (...sentences: readonly string[]): Template => text`${sentences.join(' ')}`;

const limitOf = (objective: Objective, tier: Tier): Threshold =>
  derived('ratio', firesAbove(objective, tier), `${String(tier.factor)} times the budget`);

/** The same in every profile. */
const derived = (unit: Unit, value: number, reason: string): Threshold => ({
  kind: 'threshold',
  unit,
  reason,
  values: { tuned: value, initial: value },
});
