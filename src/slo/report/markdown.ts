import { duration, minutes, moment, number, percent } from './figures.ts';
import type { ObjectiveReport, Report } from './model.ts';
import { gapsOf, hintsOf, many, rowsOf, sentencesOf, spanOf, titleOf, worstOf } from './words.ts';

/** The report for a pull request or a wiki. */
export const markdownReport = (report: Report): string =>
  `${[
    `# ${titleOf(report)}`,
    spanOf(report),
    table(
      ['objective', 'promised', 'kept', 'budget spent', 'verdict'],
      rowsOf(report).map(({ objective, promise, kept, spent, verdict, tone }) => [
        objective,
        promise,
        kept,
        spent,
        tone === 'good' || tone === 'none' ? verdict : `**${verdict}**`,
      ]),
    ),
    ...report.objectives.flatMap(section),
    ...gaps(report),
    ...notes([...hintsOf(report), ...report.notes]),
  ].join('\n\n')}\n`;

function section(objective: ObjectiveReport): string[] {
  const { title, slo, counts, incidents } = objective;
  const rows = incidents.map(({ from, seconds, bad, budgetShare }) => [
    moment(from),
    duration(seconds),
    counts === 'seconds' ? minutes(bad) : number(bad),
    percent(budgetShare, [], 1),
  ]);
  return [
    `## ${title}: ${slo.says}`,
    sentencesOf(objective).map(escaped).join('\n'),
    ...(rows.length === 0
      ? []
      : [
          `${worstOf(objective)}:`,
          table(['from (UTC)', 'length', counts === 'seconds' ? 'down' : 'bad', 'of the budget'], rows),
        ]),
  ];
}

function gaps(report: Report): string[] {
  const all = gapsOf(report);
  const rows = all
    .slice(0, 5)
    .map(({ from, seconds, objectives }) => [moment(from), duration(seconds), objectives.join(', ')]);
  return all.length === 0
    ? []
    : [
        '## Not measured',
        `${many(all.length, 'gap')}, the longest first:`,
        table(['from (UTC)', 'length', 'objectives'], rows),
      ];
}

const notes = (all: readonly string[]): string[] =>
  all.length === 0 ? [] : ['## Notes', all.map((note) => `- ${escaped(note)}`).join('\n')];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Text that is no markup, in a cell or outside. */
const escaped = (text: string): string => text.replace(/[|<>[\]`]/g, '\\$&');
