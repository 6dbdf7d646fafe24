import { printable } from '../../cli/words.ts';
import { durationPattern, durationSeconds } from '../../promql/duration.ts';
import type { PlannedFault } from '../../simulator/history/write.ts';
import { unknownScenario } from '../../simulator/unknown.ts';
import { scenarios, type ScenarioName } from '../../simulator/scenarios.ts';

/** The scenario of a name, or nothing and a problem. */
export function scenarioNamed(name: string, problems: string[]): ScenarioName | undefined {
  if (Object.hasOwn(scenarios, name)) return name as ScenarioName;
  problems.push(`--scenario: ${unknownScenario(name)}`);
  return undefined;
}

/** Faults of a history such as `outage@2026-03-10T14:00:00Z/20m`, in the order of time; one at a time, and all within it. */
export function plannedFaults(
  said: readonly string[],
  within: { readonly from: number; readonly until: number },
  problems: string[],
): readonly PlannedFault[] {
  const faults = said.flatMap((text) => plannedFault(text, problems) ?? []);
  const sorted = faults.sort((one, other) => one.from - other.from);
  for (const [index, fault] of sorted.entries()) {
    const { from, seconds, text } = fault;
    if (from < within.from || from + seconds > within.until)
      problems.push(
        `--scenario ${text} is outside the history, which is from ${isoTime(within.from)} to ${isoTime(within.until)}.`,
      );
    const next = sorted[index + 1];
    if (next !== undefined && next.from < from + seconds)
      problems.push(`--scenario ${next.text} begins before ${text} is over: there is one fault at a time.`);
  }
  return sorted;
}

function plannedFault(text: string, problems: string[]): (PlannedFault & { text: string }) | undefined {
  const [, name = text, time, duration] = /^([^@]*)@([^/]*)(?:\/(.*))?$/.exec(text) ?? [];
  const scenario = scenarioNamed(name, problems);
  if (scenario === undefined) return undefined;
  const from = time === undefined ? undefined : momentOf(time);
  if (from === undefined) {
    problems.push(
      `--scenario ${printable(text)} must say when in UTC, such as ${name}@2026-03-10T14:00:00Z/20m.`,
    );
    return undefined;
  }
  const usual = `${String(scenarios[scenario].minutes)}m`;
  if (isDuration(duration ?? usual))
    return { scenario, from, seconds: durationSeconds(duration ?? usual), text: printable(text) };
  problems.push(
    `--scenario ${printable(text)} must last a duration such as 20m, got '${printable(duration ?? '')}'.`,
  );
  return undefined;
}

/** Whether a text is a duration that is longer than nothing. */
export const isDuration = (text: string): boolean => durationPattern.test(text) && /[1-9]/.test(text);

/** Seconds since the epoch of a time in UTC such as `2026-03-31T00:00:00Z`, or nothing. */
export function momentOf(text: string): number | undefined {
  const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text);
  const moment = Date.parse(text) / 1000;
  // The 30th of February is read as the 2nd of March.
  const same = written && !Number.isNaN(moment) && isoTime(moment).startsWith(text.slice(0, 16));
  return same ? moment : undefined;
}

/** A moment as people write it. */
export const isoTime = (moment: number): string =>
  new Date(moment * 1000).toISOString().replace('.000Z', 'Z');
