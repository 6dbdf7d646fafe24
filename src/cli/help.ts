import type { CommandProps } from './command.ts';
import type { Options } from './options.ts';

/** The program, as people type it. */
export const program = 'fraiseql-monitoring';

const width = 80;

/** What the help of a command is made of. */
type Explained<O extends Options> = Pick<CommandProps<O, never>, 'about' | 'options' | 'examples' | 'exits'>;

/** The help of one command. */
export function commandHelp<O extends Options>(name: string, command: Explained<O>): string {
  const { about, options, examples, exits } = command;
  const all: Options = { ...options, help: { says: 'Shows this.' } };
  const codes = { 0: 'done', ...exits, 2: 'the command line is wrong; nothing was done' };
  return sections(
    `${program} ${name} [options]`,
    paragraph(about, 0),
    ['Options:', ...Object.entries(all).map(([option, { value, says }]) => entry(term(option, value), says))],
    ['Examples:', ...examples.map(({ does, line }) => `${paragraph(`${does}:`, 2)}\n${commandLine(line)}`)],
    [
      'Exit codes:',
      ...Object.entries(codes).map(([code, meaning]) => `  ${code}${paragraph(meaning, 5).slice(3)}`),
    ],
  );
}

/** The list of commands whose names begin with some words; of all of them where there are none. */
export function overview(summaries: Readonly<Record<string, string>>, words = ''): string {
  const group = words === '' ? '' : `${words} `;
  const within = Object.entries(summaries).filter(([name]) => name.startsWith(group));
  return sections(
    `${program} ${group}<command> [options]`,
    ['Commands:', ...within.map(([name, says]) => entry(name, says))],
    `What a command needs: ${program} ${within[0]?.[0] ?? '<command>'} --help`,
  );
}

const sections = (...all: readonly (string | readonly string[])[]): string =>
  `${all.map((one) => (typeof one === 'string' ? one : one.join('\n'))).join('\n\n')}\n`;

const term = (option: string, value: string | undefined): string =>
  `--${option}${value === undefined ? '' : ` ${value}`}`;

/** A command line that one may copy, broken where an option begins. */
const commandLine = (line: string): string => `      ${line.replaceAll(' --', ' \\\n        --')}`;

/** A term, and below it what it means. */
const entry = (said: string, means: string): string => `  ${said}\n${paragraph(means, 6)}`;

/** Text broken into lines of a terminal. Blank lines stay. */
export const paragraph = (text: string, indent: number): string =>
  text
    .split('\n\n')
    .map((one) =>
      lines(one.split(/\s+/), width - indent)
        .map((line) => ' '.repeat(indent) + line)
        .join('\n'),
    )
    .join('\n\n');

const lines = (words: readonly string[], room: number): string[] =>
  words.reduce<string[]>((all, word) => {
    const last = all.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) return [...all, word];
    return [...all.slice(0, -1), `${last} ${word}`];
  }, []);
