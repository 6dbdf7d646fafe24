import { parseArgs } from 'node:util';
import { UsageError } from '../src/cli/errors.ts';

/** Scenarios by the names that `--only` takes. */
export const scenarios = ['corruption', 'total-loss', 'runbooks'] as const;

/** What a drill was asked for. */
export interface Options {
  /** Size of the database, in MB. */
  readonly megabytes: number;
  /** How often a total loss is played. */
  readonly runs: number;
  readonly only: ReadonlySet<string>;
}

export const help = `Plays the disasters of docs/runbooks on this machine, end to end: real PostgreSQL, the pods of the backups as they are
rendered, an S3 of the tests, and the program \`restore\`. Needs root on Linux. Nothing outside of temporary folders is touched.

Usage: npm run drill [-- options]

  --size-mb N    size of the database. Left out: 1024, which takes some minutes for each scenario
  --runs N       how often everything is lost. Left out: 1
  --only LIST    of corruption, total-loss, runbooks, with commas between. Left out: all
  --help         this

  corruption     somebody deletes without a WHERE: back to the moment before
  total-loss     server, receiver and their disks are gone under load: back from the bucket alone
  runbooks       stolen API key, and flood: commands of both runbooks are parsed, and their alerts fire

Ends with 0 where every scenario came back, and 1 otherwise.
`;

/** Reads the command line. @returns nothing where help was asked for. @throws UsageError with everything that is wrong */
export function read(argv: readonly string[]): Options | undefined {
  const { values } = parsed(argv);
  if (values.help) return undefined;
  const only = values.only.split(',');
  const problems = [
    ...number('size-mb', values['size-mb'], 1_000_000),
    ...number('runs', values.runs, 1000),
    ...only
      .filter((name) => !scenarios.some((one) => one === name))
      .map((name) => `--only must be of ${scenarios.join(', ')}, got '${name}'.`),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  return { megabytes: Number(values['size-mb']), runs: Number(values.runs), only: new Set(only) };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        'size-mb': { type: 'string', default: '1024' },
        runs: { type: 'string', default: '1' },
        only: { type: 'string', default: scenarios.join(',') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError([error instanceof Error ? error.message : String(error)]);
  }
}

const number = (name: string, text: string, most: number): string[] =>
  /^[1-9]\d*$/.test(text) && Number(text) <= most
    ? []
    : [`--${name} must be a number from 1 to ${String(most)}, got '${text}'.`];
