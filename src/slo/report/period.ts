/** A span of whole days in UTC: what happened after `from` and until `to`, both in seconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly to: number;
  /** The calendar month that it is, such as `2026-02`. @default - it is none */
  readonly month?: string;
}

const daySeconds = 86_400;

/** The period of a month such as `2026-02`, or nothing where that is no month. */
export function monthOf(text: string): Period | undefined {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const start = (more: number) => Date.UTC(Number(year), Number(month) - 1 + more) / 1000;
  return { from: start(0), to: start(1), month: text };
}

/** The start of a day such as `2026-03-01`, or nothing where the calendar has no such day. */
export function dayOf(text: string): number | undefined {
  const start = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(start) && dateOf(start / 1000) === text ? start / 1000 : undefined;
}

/** The last month that is over, such as `2026-02`. */
export const lastMonth = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);

/** The date of a moment, such as `2026-03-01`. */
export const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** A moment to the second, as RFC 3339. */
export const momentOf = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

/** Its days, in order. */
export const daysIn = ({ from, to }: Period): Period[] =>
  Array.from({ length: (to - from) / daySeconds }, (_, day) => ({
    from: from + day * daySeconds,
    to: from + (day + 1) * daySeconds,
  }));

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A period as people say it: `February 2026`, `1 to 7 March 2026`. */
export function periodInWords({ from, to, month }: Period): string {
  const [first, last] = [from, to - daySeconds].map((seconds) => new Date(seconds * 1000));
  if (first === undefined || last === undefined) return '';
  const name = (date: Date) => `${monthNames[date.getUTCMonth()] ?? ''} ${String(date.getUTCFullYear())}`;
  if (month !== undefined) return name(first);
  const day = (date: Date) => String(date.getUTCDate());
  if (from === to - daySeconds) return `${day(first)} ${name(first)}`;
  return name(first) === name(last)
    ? `${day(first)} to ${day(last)} ${name(last)}`
    : `${day(first)} ${name(first)} to ${day(last)} ${name(last)}`;
}
