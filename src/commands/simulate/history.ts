import type { Given } from '../../cli/options.ts';
import { printable } from '../../cli/words.ts';
import { durationSeconds } from '../../promql/duration.ts';
import { scrape, type StoryProps } from '../../simulator/history/write.ts';
import type { Asked, Fleet } from './asked.ts';
import type { options } from './options.ts';
import { isDuration, momentOf, plannedFaults } from './scenario.ts';

/** What a history is asked for with, and everything that makes no sense in it. */
export function historyFrom(
  given: Given<typeof options>,
  fleet: Fleet,
  problems: string[],
  now: Date,
): Asked {
  for (const option of ['host', 'port'] as const)
    if (given[option] !== undefined) problems.push(`--${option} is for serving, and a history is a file.`);
  if (given.output === undefined)
    problems.push('--output is missing: the file that the history is written into.');
  const span = spanFrom(given, problems, now);
  // Where the span makes no sense, nobody can say what is outside of it.
  const anywhere = { from: -Infinity, until: Infinity };
  const faults = plannedFaults(given.scenario, span ?? anywhere, problems);
  const story: StoryProps = { ...fleet, ...(span ?? { from: 0, until: 0 }), faults };
  return { kind: 'history', story, output: given.output ?? '' };
}

/** Ten years: nobody has a disk for more. */
const longest = 10 * 366 * 86_400;

function spanFrom(
  { history = '', until }: Given<typeof options>,
  problems: string[],
  now: Date,
): { from: number; until: number } | undefined {
  const seconds = isDuration(history) ? durationSeconds(history) : 0;
  const moment = until === undefined ? now.getTime() / 1000 : momentOf(until);
  if (seconds < scrape || seconds > longest)
    problems.push(`--history must be a duration from 30s to 10y, such as 30d, got '${printable(history)}'.`);
  if (moment === undefined)
    problems.push(
      `--until must be a time in UTC such as 2026-03-31T00:00:00Z, got '${printable(until ?? '')}'.`,
    );
  if (moment === undefined || seconds < scrape || seconds > longest) return undefined;
  const end = Math.floor(moment / scrape) * scrape;
  const from = end - Math.floor(seconds / scrape) * scrape;
  // Times are written with ten digits.
  if (from >= 1e9 && end < 1e10) return { from, until: end };
  problems.push(
    `--history must begin after 2001-09-09, got '${printable(history)}' until '${printable(until ?? 'now')}'.`,
  );
  return undefined;
}
