import { duration, minutes, moment, number, percent } from './figures.ts';
import type { Incident, ObjectiveReport, Report } from './model.ts';
import {
  gapsOf,
  hintsOf,
  many,
  rowsOf,
  sentencesOf,
  spanOf,
  titleOf,
  worstOf,
  type Row,
  type Tone,
} from './words.ts';

/** Columns of a terminal. */
const width = 80;

/** The report for a terminal, or for a log. */
export function textReport(report: Report, colours: boolean): string {
  const paint = colours ? painted : plain;
  return [
    titleOf(report),
    ...wrapped(spanOf(report), ''),
    '',
    ...table(rowsOf(report), paint),
    ...report.objectives.flatMap(objective),
    ...gaps(report),
    ...notes([...hintsOf(report), ...report.notes]),
    '',
  ].join('\n');
}

type Paint = (tone: Tone, text: string) => string;

const plain: Paint = (_, text) => text;

const codes: Readonly<Record<Tone, number>> = { good: 32, bad: 31, open: 33, none: 39 };

const painted: Paint = (tone, text) => `\u001b[${String(codes[tone])}m${text}\u001b[39m`;

const head: Row = {
  objective: '',
  promise: 'promised',
  kept: 'kept',
  spent: 'budget spent',
  verdict: 'verdict',
  tone: 'none',
};

function table(rows: readonly Row[], paint: Paint): string[] {
  const all = [head, ...rows];
  const size = (column: 'objective' | 'promise' | 'kept' | 'spent') =>
    Math.max(...all.map((row) => row[column].length));
  return all.map((row) =>
    [
      row.objective.padEnd(size('objective')),
      row.promise.padEnd(size('promise')),
      row.kept.padStart(size('kept')),
      row.spent.padStart(size('spent')),
      paint(row.tone, row.verdict),
    ].join('  '),
  );
}

function objective(report: ObjectiveReport): string[] {
  const { title, slo, incidents } = report;
  return [
    '',
    `${title}: ${slo.says}`,
    ...sentencesOf(report).flatMap((sentence) => wrapped(sentence, '  ')),
    ...(incidents.length === 0 ? [] : [`  ${worstOf(report)}:`]),
    ...incidents.map((one) => incidentLine(one, report)),
  ];
}

function incidentLine({ from, seconds, bad, budgetShare }: Incident, { counts }: ObjectiveReport): string {
  const amount = counts === 'seconds' ? `${minutes(bad)} down` : `${number(bad)} bad queries`;
  return `    ${moment(from)}  ${duration(seconds)}, ${amount}, ${percent(budgetShare, [], 1)} of the budget`;
}

const shown = 5;

function gaps(report: Report): string[] {
  const all = gapsOf(report);
  if (all.length === 0) return [];
  const more = all.length > shown ? `, the longest ${String(shown)}` : '';
  return [
    '',
    `Not measured (${many(all.length, 'gap')}${more}):`,
    ...all
      .slice(0, shown)
      .map(
        ({ from, seconds, objectives }) =>
          `    ${moment(from)}  ${duration(seconds)}  ${objectives.join(', ')}`,
      ),
  ];
}

const notes = (all: readonly string[]): string[] =>
  all.length === 0 ? [] : ['', 'Notes:', ...all.flatMap((note) => wrapped(note, '  '))];

/** Lines of a sentence, none longer than a terminal is wide. */
function wrapped(sentence: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
