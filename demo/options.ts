import { readOptions, type Options } from '../src/cli/options.ts';
import { UsageError } from '../src/cli/errors.ts';
import { paragraph } from '../src/cli/help.ts';
import { nearest, printable } from '../src/cli/words.ts';
import { scenarios, type ScenarioName } from '../src/simulator/scenarios.ts';

/** What the demo was asked for. */
export interface Asked {
  /** The one port that people open, on loopback. */
  readonly port: number;
  /** How much faster than production everything waits. */
  readonly speed: number;
  /** File of the environment whose rules and routes are shown. */
  readonly environment: string;
  /** A fault that begins as soon as all is well. */
  readonly scenario?: ScenarioName;
  /** Whether a browser is opened. */
  readonly open: boolean;
}

const names = Object.keys(scenarios) as ScenarioName[];

const options = {
  port: { value: 'PORT', says: 'Port of the page, on loopback; 0 for one that is free. Default: 8080.' },
  speed: {
    value: 'N',
    says: 'How many times faster than in production everything waits, from 1 to 30. Default: 1. Windows in expressions stay: an error rate over 5 minutes needs them at any speed.',
  },
  environment: { value: 'FILE', says: 'Whose rules and routes. Default: environments/production.yaml.' },
  scenario: { value: 'NAME', says: `A fault to begin with: ${names.join(', ')}. Default: none.` },
  open: { says: 'Opens the page in a browser.' },
  help: { says: 'Shows this.' },
} as const satisfies Options;

/** What `npm run demo -- --help` prints. */
export const usage = `npm run demo [-- options]

${paragraph('Shows the whole stack at work, on this machine alone: a simulated service, a real Prometheus with the rules and a real Alertmanager with the routes that synth makes of an environment, stand-ins for PagerDuty and Slack, and a page that shows it all and breaks the service on demand. Ctrl-C ends it and leaves nothing.', 0)}

Options:
${Object.entries(options)
  .map(([name, option]) => {
    const value = 'value' in option ? ` ${option.value}` : '';
    return `  --${name}${value}\n${paragraph(option.says, 6)}`;
  })
  .join('\n')}
`;

/**
 * Reads a command line. Nothing where help is wanted.
 *
 * @throws UsageError with everything that is wrong with it.
 */
export function readAsked(argv: readonly string[]): Asked | undefined {
  const { given, problems: misread } = readOptions(options, argv);
  if (given.help) return undefined;
  const problems = [...misread];
  const port = numberIn('port', given.port ?? '8080', [0, 65_535], problems);
  const speed = numberIn('speed', given.speed ?? '1', [1, 30], problems);
  const scenario = scenarioIn(given.scenario, problems);
  if (!Number.isInteger(port)) problems.push(`--port takes a whole number, got '${String(port)}'.`);
  if (problems.length > 0) throw new UsageError(problems);
  return {
    port,
    speed,
    environment: given.environment ?? 'environments/production.yaml',
    open: given.open,
    ...(scenario === undefined ? {} : { scenario }),
  };
}

function numberIn(
  option: string,
  given: string,
  [least, most]: readonly [number, number],
  problems: string[],
): number {
  const number = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = `a number from ${String(least)} to ${String(most)}`;
  problems.push(`--${option} takes ${range}, got '${printable(given)}'.`);
  return least;
}

function scenarioIn(given: string | undefined, problems: string[]): ScenarioName | undefined {
  if (given === undefined) return undefined;
  const known = names.find((name) => name === given);
  if (known !== undefined) return known;
  const meant = nearest(given, names);
  const help = meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean '${meant}'?`;
  problems.push(`--scenario: there is no fault '${printable(given)}'. ${help}`);
  return undefined;
}
