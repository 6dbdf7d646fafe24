/** Seconds, as Prometheus counts. */
export const minute = 60;
export const hour = 3600;
export const dayLong = 24 * hour;

/** A stretch of time, both ends included. In seconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Seconds from midnight to a time of the day: `clockTime('14:20')`. */
export function clockTime(time: string): number {
  const [, hours, minutes, seconds = '0'] = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(time) ?? [];
  if (hours === undefined) throw new Error(`A time of the day must be like 14:20, got '${time}'.`);
  return Number(hours) * hour + Number(minutes) * minute + Number(seconds);
}
