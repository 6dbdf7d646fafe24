import type { Given } from '../../cli/options.ts';
import { printable } from '../../cli/words.ts';
import { dateOf, dayOf, lastMonth, monthOf, type Period } from '../../slo/report/period.ts';
import type { options } from './asked.ts';

/** As many days as a year may have: a slice of each half a minute of it fits into memory. */
const mostDays = 366;

/** Stands in where there is no sense to be made, and is never used. */
const none: Period = { from: 0, to: 0 };

/** The period that was asked for: a month, or days from and to. */
export function periodFrom(
  given: Pick<Given<typeof options>, 'month' | 'from' | 'to'>,
  problems: string[],
  now: Date,
): Period {
  const before = problems.length;
  const period =
    given.from === undefined && given.to === undefined
      ? month(given.month, problems, now)
      : days(given, problems);
  if (problems.length > before || period.from < now.getTime() / 1000) return period;
  const began = `it begins on ${dateOf(period.from)}, and now it is ${now.toISOString().slice(0, 10)}`;
  problems.push(`The time that is asked for has not begun: ${began} (UTC).`);
  return period;
}

function month(text: string | undefined, problems: string[], now: Date): Period {
  const period = monthOf(text ?? lastMonth(now));
  if (period !== undefined) return period;
  problems.push(`--month must be a month such as ${lastMonth(now)}, got '${printable(text ?? '')}'.`);
  return none;
}

function days(given: Pick<Given<typeof options>, 'month' | 'from' | 'to'>, problems: string[]): Period {
  if (given.month !== undefined) problems.push('--month says it all: leave out --from and --to, or it.');
  const from = day('from', given.from, problems);
  const to = day('to', given.to, problems);
  if (from === undefined || to === undefined) return none;
  if (from >= to) {
    problems.push(
      `--to must be a day after --from, got ${dateOf(to)} after ${dateOf(from)}. It is the day after the last one.`,
    );
  } else if ((to - from) / 86_400 > mostDays) {
    problems.push(
      `--from and --to may be ${String(mostDays)} days apart, got ${String((to - from) / 86_400)}.`,
    );
  }
  return { from, to };
}

function day(option: 'from' | 'to', text: string | undefined, problems: string[]): number | undefined {
  const found = text === undefined ? undefined : dayOf(text);
  if (text === undefined) {
    problems.push(`--${option} is missing: --from and --to go together.`);
  } else if (found === undefined) {
    problems.push(`--${option} must be a day such as 2026-03-01, got '${printable(text)}'.`);
  }
  return found;
}
