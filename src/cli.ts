import { asksForHelp, type Command } from './cli/command.ts';
import { Failure, UsageError } from './cli/errors.ts';
import { overview, program } from './cli/help.ts';
import { nearest, printable } from './cli/words.ts';
import type { World } from './cli/world.ts';
import { commands } from './commands/index.ts';

/**
 * The door: a command line and a world in, an exit code out. It finds the command and tells what went wrong; only a fault of this
 * program gets past it.
 */
export async function cli(argv: readonly string[], world: World): Promise<number> {
  const name = nameIn(argv);
  const entry = commands[name];
  if (entry === undefined) return elsewhere(argv, world);
  try {
    const command: Command = await entry.load();
    return await command.run(name, argv.slice(name.split(' ').length), world);
  } catch (error) {
    if (error instanceof UsageError) return refuse(name, error.problems, world);
    if (!(error instanceof Failure)) throw error;
    world.stderr.write(`${program} ${name}: ${error.message}\n`);
    return 1;
  }
}

const names = Object.keys(commands);
const summaries = Object.fromEntries(names.map((name) => [name, commands[name]?.summary ?? '']));

/** The command that the first words are, or as many of them as begin one. */
function nameIn(argv: readonly string[]): string {
  const said = wordsIn(argv);
  const prefixes = said.map((_, at) => said.slice(0, at + 1).join(' ')).reverse();
  return prefixes.find((prefix) => Object.hasOwn(commands, prefix)) ?? said.join(' ');
}

/** The words before the first option. */
function wordsIn(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((argument) => argument.startsWith('-'));
  return end < 0 ? argv : argv.slice(0, end);
}

/** No command: a list of them, for who asks or has typed the beginning of one. */
function elsewhere(argv: readonly string[], world: World): number {
  const said = wordsIn(argv).join(' ');
  const begun = said === '' || names.some((name) => name.startsWith(`${said} `));
  if (begun && asksForHelp(argv)) {
    world.stdout.write(overview(summaries, said));
    return 0;
  }
  if (begun && argv.length === wordsIn(argv).length) {
    world.stderr.write(overview(summaries, said));
    return 2;
  }
  const got = begun ? (argv.find((argument) => argument.startsWith('-')) ?? '') : said;
  const meant = nearest(got, names);
  const help = meant === undefined ? ` There are: ${names.join(', ')}.` : ` Did you mean '${meant}'?`;
  return refuse('', [`'${printable(got)}' is not a command.${help}`], world);
}

function refuse(name: string, problems: readonly string[], { stderr }: World): number {
  const who = name === '' ? program : `${program} ${name}`;
  stderr.write(`${problems.map((problem) => `${who}: ${problem}`).join('\n')}\nSee ${who} --help.\n`);
  return 2;
}
