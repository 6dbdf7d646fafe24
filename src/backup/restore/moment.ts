import { printable } from '../../cli/words.ts';

const form =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?\s?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** The moment that somebody typed, in milliseconds, or nothing and a problem. Without a zone it would be a guess, hours beside the truth. */
export function momentFrom(text: string, problems: string[]): number | undefined {
  const [, date = '', time, zone] = form.exec(text) ?? [];
  const wrong = problemOf(date, time, zone);
  if (wrong === undefined) return millisecondsOf(date, time ?? '', zone ?? '');
  problems.push(`--to ${wrong}, got '${printable(text)}'. Write it as 2026-03-07T14:22Z.`);
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
  const offset = /[+-]/.test(zone) ? zone.replace(/^(...):?(..)$/, '$1:$2') : 'Z';
  return Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}${offset}`);
}
