/** The scripted day: 10 March 2026, in UTC. In seconds since the epoch, as Prometheus counts. */
export const midnight = Date.UTC(2026, 2, 10) / 1000;

/** Seconds between two scrapes. */
export const scrape = 30;

export const minute = 60;
export const hour = 3600;
export const dayLong = 24 * hour;

/** A time of that day: `at('14:20')`. */
export function at(time: string): number {
  const [, hours = '', minutes = '', seconds = '0'] =
    /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(time) ?? fail(`A time of the day must be like 14:20, got '${time}'.`);
  return midnight + Number(hours) * hour + Number(minutes) * minute + Number(seconds);
}

/** A stretch of time, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Moments in a stretch of time, evenly apart. */
export interface Steps extends Span {
  readonly step: number;
}

/** Every moment of a span at which something happens each `step` seconds. */
export const moments = ({ from, to }: Span, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

function fail(message: string): never {
  throw new Error(message);
}
