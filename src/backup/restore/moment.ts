import { printable } from '../../cli/words.ts';

/** As people type it, and as PostgreSQL prints it: `2026-03-07 14:22:05.123456+00`. */
const form =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The moment that somebody typed, in milliseconds, or nothing and a problem. Without a zone it would be a guess, hours beside the truth.
 * Microseconds are cut off: a moment that is rounded up could be behind the mistake.
 */
export function momentFrom(text: string, problems: string[]): number | undefined {
  const [, date = '', time, zone] = form.exec(text) ?? [];
  const wrong = problemOf(date, time, zone);
  if (wrong === undefined) return millisecondsOf(date, time ?? '', zone ?? '');
  problems.push(
    `--to ${wrong}, got '${printable(text)}'. Write it as 2026-03-07T14:22Z, or as psql prints it: '2026-03-07 14:22:05+00'.`,
  );
  return undefined;
}

function problemOf(date: string, time: string | undefined, zone: string | undefined): string | undefined {
  if (date === '') return 'must be a date, a time and a zone';
  if (time === undefined) return 'has no time: a day has many moments';
  if (zone === undefined) return 'has no zone, UTC (Z) or another such as +01:00';
  // JavaScript takes 30 February for 2 March.
  const day = new Date(`${date}T00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  return isDay && !Number.isNaN(millisecondsOf(date, time, zone))
    ? undefined
    : 'must be a moment that there is';
}

function millisecondsOf(date: string, time: string, zone: string): number {
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const [toSecond = '', fraction = ''] = time.split('.');
  const seconds = toSecond.length === 5 ? `${toSecond}:00` : toSecond;
  return Date.parse(`${date}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
}
