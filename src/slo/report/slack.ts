import type { Report } from './model.ts';
import { rowsOf, sentencesOf, spanOf, titleOf } from './words.ts';

const signs = { good: ':white_check_mark:', bad: ':x:', open: ':grey_question:', none: ':heavy_minus_sign:' };

/** The outcome for Slack: what fits into one message, and reads well on a telephone. */
export function slackReport(report: Report): string {
  const rows = rowsOf(report);
  const titles = report.objectives.map(({ title }) => title);
  let at = -1;
  const lines = rows.map(({ objective, promise, kept, verdict, tone }) => {
    at += objective === '' ? 0 : 1;
    return `${signs[tone]} ${titles[at] ?? ''}, ${promise}: ${kept}, ${verdict}`;
  });
  const missed = report.objectives.filter(
    ({ slo, sla }) => slo.verdict.kind !== 'met' || sla.verdict.kind !== 'met',
  );
  return [
    `*${escaped(titleOf(report))}*`,
    ...(report.period.isOver ? [] : [escaped(spanOf(report))]),
    ...lines.map(escaped),
    ...missed.flatMap((objective) =>
      sentencesOf(objective).map((sentence) => `• ${escaped(`${objective.title}: ${sentence}`)}`),
    ),
    ...report.notes.map((note) => `• ${escaped(note)}`),
  ].join('\n');
}

/** The three characters that mean something to Slack. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
