import { isFault, type Conformity, type Judged } from './model.ts';
import { findingsOf, groupsOf, headOf, hintOf, verdictOf } from './words.ts';

/** The report for a pull request. */
export function markdownReport(report: Conformity): string {
  const [title = '', ...head] = headOf(report);
  const hint = hintOf(report);
  const faults = report.findings.filter(isFault);
  return `${[
    `# ${title}`,
    `**${verdictOf(report)}**`,
    head.join(' '),
    ...(hint === undefined ? [] : [hint]),
    ...table(
      ['', 'what it does', 'which'],
      groupsOf(report.harms).map(({ kind, words, names }) => [`${kind}s`, words, names.join(', ')]),
    ),
    ...table(['fault', 'metric', 'what is so', 'what it does'], faults.map(row)),
    ...folded('Not seen yet, or different', findingsOf(report, 'not seen yet', 'differs')),
    ...folded('In addition', findingsOf(report, 'in addition')),
  ].join('\n\n')}\n`;
}

const row = ({ kind, metric, says, harms }: Judged): string[] => [
  kind,
  `\`${metric}\``,
  says,
  groupsOf(harms)
    .map(({ kind: whom, words, names }) => `${whom}s: ${words}: ${names.join(', ')}`)
    .join('<br>') || 'nothing that reads it is harmed',
];

/** What nobody needs to act on is there for whoever opens it. */
function folded(title: string, findings: readonly Judged[]): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ metric, says }) => `- \`${metric}\`: ${escaped(says)}`);
  return [
    `<details><summary>${title}: ${String(findings.length)}</summary>\n\n${lines.join('\n')}\n\n</details>`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [[line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')];
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replace(/<(?!br>)/g, '&lt;');
