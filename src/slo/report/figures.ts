import { clean, humanNumber } from '../../promql/numbers.ts';

/** A number with commas, as few digits behind the point as it has. */
export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** Seconds as minutes: `40.32 min`. */
export const minutes = (seconds: number): string => `${number(seconds / 60, 2)} min`;

/** Seconds as people say them: `11 h 32 min`. */
export const duration = (seconds: number): string => humanNumber(seconds, 'seconds');

/** A ratio that somebody wrote: `99.9 %`. */
export const promised = (ratio: number): string => `${String(clean(ratio * 100))} %`;

/**
 * A ratio that was counted, in percent. It gets as many digits as it takes not to contradict a verdict: what is under a limit is printed
 * as under it, and only what is exactly at it is printed as that. 0.994999 is not 99.50 %.
 */
export function percent(ratio: number, limits: readonly number[], digits = 2): string {
  const agrees = (shown: number, limit: number): boolean =>
    Math.sign(shown - clean(limit * 100)) === Math.sign(ratio - limit);
  for (let more = digits; more <= most; more++) {
    const shown = Number((ratio * 100).toFixed(more));
    if (![0, 1, ...limits].every((limit) => agrees(shown, limit))) continue;
    const least = shown === 0 || shown === 100 ? 0 : more;
    return `${shown.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: more })} %`;
  }
  return `${String(ratio * 100)} %`;
}

/** Digits behind the point at which even a single query of a year is seen. */
const most = 12;

/** A moment of the report as people read it: `2026-02-14 03:11`, with seconds where it has some. */
export const moment = (text: string): string => text.slice(0, 19).replace('T', ' ').replace(/:00$/, '');
