import { paragraph } from '../cli/help.ts';
import { isFault, type Conformity, type Harmed, type Judged } from './model.ts';
import { findingsOf, groupsOf, headOf, hintOf, verdictOf, type Group } from './words.ts';

type Tone = 'good' | 'bad' | 'quiet' | 'strong';
type Paint = (tone: Tone, text: string) => string;

const codes: Readonly<Record<Tone, number>> = { good: 32, bad: 31, quiet: 2, strong: 1 };

const painted: Paint = (tone, text) => `\u001b[${String(codes[tone])}m${text}\u001b[0m`;

const plain: Paint = (_, text) => text;

/** The report for a terminal of 80 columns, or for a log. */
export function textReport(report: Conformity, colours: boolean): string {
  const paint = colours ? painted : plain;
  const hint = hintOf(report);
  const faults = report.findings.filter(isFault);
  const blocks = [
    headOf(report).join('\n'),
    paint(report.conforms ? 'good' : 'bad', paragraph(verdictOf(report), 0)),
    ...(hint === undefined ? [] : [paragraph(hint, 0)]),
    // What a single fault does stands below it.
    ...(faults.length > 1
      ? [
          groupsOf(report.harms)
            .map((group) => groupLines(group, paint, 0))
            .join('\n'),
        ]
      : []),
    ...faults.map((finding) => block(finding, paint)),
    ...findingsOf(report, 'not seen yet', 'differs').map((finding) => block(finding, paint)),
    inAddition(report),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

/** A finding: its kind and its metric, what is so, and what it does. */
function block(finding: Judged, paint: Paint): string {
  const { kind, metric, says, harms } = finding;
  const fault = isFault(finding);
  const head = `${paint(fault ? 'bad' : 'quiet', kind)}  ${paint('strong', metric)}`;
  const groups = fault ? groupsOf(harms) : waiting(harms);
  return [head, paragraph(says, 2), ...groups.map((group) => groupLines(group, paint, 2))].join('\n');
}

/** What is still to come harms nobody yet. */
function waiting(harms: readonly Harmed[]): Group[] {
  const alerts = harms
    .filter(({ kind }) => kind === 'alert')
    .map((one) => ({ ...one, fate: 'silent' as const }));
  return groupsOf(alerts).map((group) => ({ ...group, words: 'waits for it' }));
}

/** Names of those who share a fate, after what it is called. */
function groupLines({ words, kind, names }: Group, paint: Paint, indent: number): string {
  const label = `${`${kind}s`.padEnd(11)}${words.padEnd(20)}`;
  const column = indent + label.length;
  const [first = '', ...rest] = paragraph(names.join(', '), column).split('\n');
  const line = `${' '.repeat(indent)}${paint('quiet', label)}${first.slice(column)}`;
  return [line, ...rest].join('\n');
}

function inAddition(report: Conformity): string {
  const names = findingsOf(report, 'in addition').map(({ metric }) => metric);
  if (names.length === 0) return '';
  return `in addition, and read by nothing here:\n${paragraph(names.join(', '), 2)}`;
}
