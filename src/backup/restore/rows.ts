import { paragraph } from '../../cli/help.ts';

const label = 11;

/** A term, and what there is to say, indented below one another. */
export const row = (term: string, says: string): string =>
  says
    .split('\n')
    .map((line) => (/^ {2}/.test(line) ? ' '.repeat(label) + line.trimEnd() : paragraph(line, label)))
    .join('\n')
    .replace(/^ */, `${term}:`.padEnd(label));

/** A step of several. Lines that are indented are commands: they stay as they are. */
export const numbered = (number: number, step: string): string =>
  step
    .split('\n')
    .map((line) => (line.startsWith('  ') ? `   ${line}` : paragraph(line, 5)))
    .join('\n')
    .replace(/^ */, `  ${String(number)}. `);
