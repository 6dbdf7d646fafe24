import type { Given } from '../../cli/options.ts';
import { nearest, printable } from '../../cli/words.ts';
import type { World } from '../../cli/world.ts';
import { metricsPort } from '../../metrics/port.ts';
import type { StoryProps } from '../../simulator/history/write.ts';
import type { Binding } from '../../simulator/process.ts';
import type { ScenarioName } from '../../simulator/scenarios.ts';
import { historyFrom } from './history.ts';
import type { options } from './options.ts';
import { scenarioNamed } from './scenario.ts';

/** What was asked for, and makes sense. */
export type Asked = Live | { readonly kind: 'history'; readonly story: StoryProps; readonly output: string };

/** A simulated service that is served. */
interface Live extends Fleet {
  readonly kind: 'live';
  readonly host: string;
  readonly port: number;
  /** A fault that begins at once. */
  readonly scenario: ScenarioName | undefined;
}

/** What is simulated, live or not. */
export interface Fleet {
  readonly seed: number;
  readonly replicas: number;
  readonly binding: Binding;
}

/** Makes sense of the options, and says everything that makes none. */
export function askedFor(given: Given<typeof options>, problems: string[], { now }: World): Asked {
  const fleet: Fleet = {
    seed: wholeNumber('seed', given.seed ?? '1', { from: 0, to: 2 ** 31 - 1 }, problems),
    replicas: wholeNumber('replicas', given.replicas ?? '3', { from: 1, to: 20 }, problems),
    binding: bindingFrom(given.binding ?? 'contract', problems),
  };
  if (given.history !== undefined) return historyFrom(given, fleet, problems, now());
  for (const option of ['until', 'output'] as const)
    if (given[option] !== undefined) problems.push(`--${option} is for a history: add --history 1d.`);
  return liveFrom(given, fleet, problems);
}

function liveFrom(given: Given<typeof options>, fleet: Fleet, problems: string[]): Live {
  const port = given.port ?? String(metricsPort[fleet.binding]);
  return {
    kind: 'live',
    ...fleet,
    host: given.host ?? '127.0.0.1',
    port: wholeNumber('port', port, { from: 0, to: 65_535 }, problems),
    scenario: liveScenario(given.scenario, problems),
  };
}

/** One fault at most, without a time. */
function liveScenario(said: readonly string[], problems: string[]): ScenarioName | undefined {
  const [text, second] = said;
  if (second !== undefined)
    problems.push('--scenario may be given once, unless it is for a history: begin others later, by POST.');
  if (text === undefined) return undefined;
  if (text.includes('@')) {
    problems.push(`--scenario ${printable(text)} has a time, which is for a history: add --history 1d.`);
    return undefined;
  }
  return scenarioNamed(text, problems);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function wholeNumber(option: string, text: string, { from, to }: Range, problems: string[]): number {
  if (/^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
  problems.push(
    `--${option} must be a whole number from ${String(from)} to ${String(to)}, got '${printable(text)}'.`,
  );
  return from;
}

const bindings = Object.keys(metricsPort) as Binding[];

function bindingFrom(text: string, problems: string[]): Binding {
  const known = bindings.find((one) => one === text);
  if (known !== undefined) return known;
  const meant = nearest(text, bindings);
  const help = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  problems.push(`--binding must be one of ${bindings.join(', ')}, got '${printable(text)}'.${help}`);
  return 'contract';
}
