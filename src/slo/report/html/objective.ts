import { duration, minutes, moment, number, percent } from '../figures.ts';
import type { DayReport, ObjectiveReport, ReportPeriod } from '../model.ts';
import { attainment, sentencesOf, worstOf } from '../words.ts';
import { attainmentChart } from './attainment-chart.ts';
import { budgetChart } from './budget-chart.ts';
import { markup, nothing, type Markup } from './markup.ts';
import { table } from './table.ts';

/** All about one objective: what is to be said, two charts with a table beside them, and the worst incidents. */
export const objectiveSection = (objective: ObjectiveReport, period: ReportPeriod): Markup =>
  markup`<section aria-labelledby="${objective.name}">
<h2 id="${objective.name}">${objective.title}: ${objective.slo.says}</h2>
<ul>${sentencesOf(objective).map((sentence) => markup`<li>${sentence}</li>`)}</ul>
<div class="pair">
<div>
<figure>
${attainmentChart(objective, period)}
<figcaption>What was kept on each day. The scale counts nines: from one line to the next there are ten times fewer bad ${objective.counts}.${legend(objective)}</figcaption>
</figure>
<figure>
${budgetChart(objective, period)}
<figcaption>What was left of the error budget at the end of each day; dashed: if it were spent evenly.${objective.incidents.length > 0 ? key('incident', 'worst incidents') : nothing}</figcaption>
</figure>
${incidents(objective)}
</div>
${days(objective)}
</div>
</section>`;

const legend = ({ gaps, slaCountsOther }: ObjectiveReport): Markup[] => [
  key('good', 'SLO met'),
  key('poor', 'SLO missed'),
  ...(slaCountsOther ? [] : [key('bad', 'SLA missed')]),
  ...(gaps.length > 0 ? [key('gap', 'not measured')] : []),
];

const key = (name: string, label: string): Markup =>
  markup` <span class="key"><svg viewBox="0 0 22 10" aria-hidden="true"><rect class="${name}" width="22" height="10"/></svg>${label}</span>`;

function days(objective: ObjectiveReport): Markup {
  const name = `${objective.title}, day by day`;
  const bad = objective.counts === 'seconds' ? '#down' : '#bad';
  const hasGaps = objective.gaps.length > 0;
  const head = ['day', bad, '#kept', '#budget left', ...(hasGaps ? ['#unknown'] : [])];
  const rows = objective.days.map((day) => row(day, objective).slice(0, head.length));
  return markup`<div class="days" role="region" tabindex="0" aria-label="${name}">
${table(name, head, rows)}
</div>`;
}

const row = (day: DayReport, objective: ObjectiveReport): string[] => [
  day.date,
  objective.counts === 'seconds' ? minutes(day.bad) : number(day.bad),
  attainment(day.attainment, objective),
  day.budgetLeft === null ? '–' : percent(day.budgetLeft, [], 1),
  day.unknownSeconds === 0 ? '' : minutes(day.unknownSeconds),
];

function incidents(objective: ObjectiveReport): Markup {
  const { incidents: worst, counts } = objective;
  if (worst.length === 0) return nothing;
  const name = worstOf(objective);
  const rows = worst.map(({ from, seconds, bad, budgetShare }) => [
    moment(from),
    duration(seconds),
    counts === 'seconds' ? minutes(bad) : number(bad),
    percent(budgetShare, [], 1),
  ]);
  const head = ['from (UTC)', '#length', counts === 'seconds' ? '#down' : '#bad', '#of the budget'];
  return markup`<div class="incidents">
<h3>${name}</h3>
${table(name, head, rows)}
</div>`;
}
