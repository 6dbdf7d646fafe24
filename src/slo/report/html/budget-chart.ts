import { percent } from '../figures.ts';
import type { ObjectiveReport, ReportPeriod } from '../model.ts';
import { momentOf } from '../period.ts';
import { across, area, band, chart, dates, future, gridLine, upwards } from './axes.ts';
import { markup, nothing, type Markup } from './markup.ts';

/** How far below nothing the chart goes: what is overspent more is told, not drawn. */
const lowest = -1;

/** What was left of the budget at the end of each day, and when it burnt. */
export function budgetChart(objective: ObjectiveReport, period: ReportPeriod): Markup {
  const { name, title, days, gaps, incidents } = objective;
  const left = days.flatMap(({ budgetLeft }) => budgetLeft ?? []);
  const least = Math.min(0, Math.max(lowest, ...left.slice(-1)));
  const y = (share: number) => upwards((Math.max(least, share) - least) / (1 - least));
  const marks = [1, 0.5, 0, -0.5, -1].filter((mark) => mark >= least);
  return chart(`${name}-budget`, `${title}: what was left of the error budget`, describe(objective), [
    ...marks.map((mark) => gridLine(y(mark), `${String(mark * 100)} %`)),
    ...future(period),
    ...gaps.map((gap) => band('gap', gap, period)),
    ...incidents.map((incident) => band('incident', incident, period)),
    markup`<path class="even" d="M${area.left} ${y(1)}L${area.right} ${y(0)}"/>
<path class="line" d="${points(objective, period, y)}"/>`,
    last(left, y),
    ...dates(days, period),
  ]);
}

function points({ days }: ObjectiveReport, period: ReportPeriod, y: (share: number) => number): string {
  const x = across(period);
  const end = (date: string) => momentOf(Date.parse(`${date}T00:00:00Z`) / 1000 + 86_400);
  const ends = days.flatMap(({ date, budgetLeft }) =>
    budgetLeft === null ? [] : [[Math.min(x(end(date)), x(period.measuredUntil)), y(budgetLeft)] as const],
  );
  const all = [[area.left, y(1)] as const, ...ends];
  return all.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
}

/** The last value, beside where it is drawn, or would be. */
function last(left: readonly number[], y: (share: number) => number): Markup {
  const value = left.at(-1);
  if (value === undefined) return nothing;
  const arrow = value < lowest ? '↓ ' : '';
  return markup`<text class="label strong" x="${area.right + 6}" y="${y(value) + 4}">${arrow}${percent(value, [], 1)}</text>`;
}

function describe({ budget, incidents }: ObjectiveReport): string {
  if (budget.spent === null) return 'There is no budget: nothing was counted.';
  const worst = incidents.length === 0 ? '' : ` The worst incidents are marked: ${String(incidents.length)}.`;
  return `${percent(budget.spent, [], 1)} of the budget was spent. The dashed line is a budget that is spent evenly.${worst} The table beside has every day.`;
}
