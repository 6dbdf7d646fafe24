import { percent, promised } from '../figures.ts';
import type { DayReport, ObjectiveReport, ReportPeriod } from '../model.ts';
import { across, area, band, chart, dates, future, gridLine, targetLines, upwards } from './axes.ts';
import { markup, type Markup } from './markup.ts';

/** What was kept on each day, on a scale of nines: SLO and SLA are far apart there, and a day of outage is still on it. */
export function attainmentChart(objective: ObjectiveReport, period: ReportPeriod): Markup {
  const { name, title, slo, sla, slaCountsOther, aim, days, gaps } = objective;
  const targets = [
    { name: 'SLO', ratio: slo.ratio },
    ...(slaCountsOther ? [] : [{ name: 'SLA', ratio: sla.ratio }]),
    ...(aim === null ? [] : [{ name: 'aim', ratio: aim.ratio }]),
  ];
  const most = Math.ceil(Math.max(...targets.map(({ ratio }) => nines(ratio)))) + 1;
  const y = (ratio: number) => upwards(Math.min(1, nines(ratio) / (most + 0.5)));
  const grid = Array.from({ length: most + 1 }, (_, count) => 1 - 10 ** -count);
  return chart(`${name}-days`, `${title}: what was kept on each day`, describe(objective), [
    ...[...grid, 1].map((ratio) => gridLine(y(ratio), promised(ratio))),
    ...future(period),
    ...days.flatMap((day) => bar(day, objective, period, y)),
    ...gaps.map((gap) => band('gap', gap, period)),
    ...targetLines(targets.map((target) => ({ ...target, y: y(target.ratio) }))),
    ...dates(days, period),
  ]);
}

/** 0.999 has three nines, and 0.995 has 2.3. All that is good has more than any scale. */
const nines = (ratio: number): number => (ratio >= 1 ? Infinity : -Math.log10(1 - ratio));

function bar(
  { date, attainment }: DayReport,
  { slo, sla, slaCountsOther }: ObjectiveReport,
  period: ReportPeriod,
  y: (ratio: number) => number,
): Markup[] {
  if (attainment === null) return [];
  const x = across(period);
  const [start, end] = [x(`${date}T00:00:00Z`), x(`${date}T23:59:59Z`)];
  const gap = Math.min(2, (end - start) / 5);
  // Something is seen of a day on which all was bad, too.
  const top = Math.min(y(attainment), area.bottom - 2);
  const missesSla = !slaCountsOther && attainment < sla.ratio;
  const name = attainment >= slo.ratio ? 'good' : missesSla ? 'bad' : 'poor';
  const said = `${date}: ${percent(attainment, [slo.ratio, sla.ratio])}`;
  return [
    markup`<rect class="${name}" x="${start + gap / 2}" y="${top}" width="${end - start - gap}" height="${area.bottom - top}"><title>${said}</title></rect>`,
  ];
}

function describe({ days, slo }: ObjectiveReport): string {
  const judged = days.flatMap(({ date, attainment }) => (attainment === null ? [] : [{ date, attainment }]));
  const below = judged.filter(({ attainment }) => attainment < slo.ratio);
  const [worst] = [...judged].sort((a, b) => a.attainment - b.attainment);
  if (worst === undefined) return 'Nothing was counted on any day.';
  const lowest = `${worst.date} with ${percent(worst.attainment, [slo.ratio])}`;
  return `${String(below.length)} of ${String(judged.length)} days were below the SLO of ${promised(slo.ratio)}. The worst was ${lowest}. The table beside has every day.`;
}
