import { UsageError } from './errors.ts';
import { commandHelp } from './help.ts';
import { readOptions, type Given, type Options } from './options.ts';
import type { World } from './world.ts';

/** A command as its author writes it. */
export interface CommandProps<O extends Options, Asked> {
  /** What the help says under the name: what it does, for whom, and what it needs. */
  readonly about: string;
  readonly options: O;
  /** Command lines that one may copy, each with what it is for. */
  readonly examples: readonly { readonly does: string; readonly line: string }[];
  /** What the exit codes mean, besides 0 and 2. */
  readonly exits: Readonly<Record<number, string>>;
  /** Makes sense of what was given: adds a sentence to `problems` for everything that makes none. */
  readonly read: (given: Given<O>, problems: string[], world: World) => Asked;
  /** Does it. Only called where there were no problems. */
  readonly run: (asked: Asked, world: World) => Promise<number>;
}

/** A command, ready to be run. */
export interface Command {
  /** Runs it with the arguments after its name. Returns the exit code. */
  readonly run: (name: string, argv: readonly string[], world: World) => Promise<number>;
}

/** Makes a command of its parts: help, options, and all problems at once. */
export const command = <O extends Options, Asked>(props: CommandProps<O, Asked>): Command => ({
  run: async (name, argv, world) => {
    if (asksForHelp(argv)) {
      world.stdout.write(commandHelp(name, props));
      return 0;
    }
    const { given, problems: misread, empty } = readOptions(props.options, argv);
    const senseless: string[] = [];
    const asked = props.read(given, senseless, world);
    // What was given without its value is told of once.
    const missing = [...empty].map((option) => `--${option} is missing`);
    const problems = [
      ...misread,
      ...senseless.filter((problem) => !missing.some((start) => problem.startsWith(start))),
    ];
    if (problems.length > 0) throw new UsageError(problems);
    return props.run(asked, world);
  },
});

/** Whether somebody wants to be told and not served, whatever else is said. */
export const asksForHelp = (argv: readonly string[]): boolean =>
  argv.some((argument) => argument === '--help' || argument === '-h');
