import { durationSeconds } from '../../../src/promql/duration.ts';
import type { Steps } from '../../day/clock.ts';

/** Distances between two points that Grafana chooses from, in seconds: the nearest one to a point for each pixel. Half a day is the most. */
const pretty = [
  ...[1, 2, 5, 10, 15, 20, 30],
  ...[60, 120, 300, 600, 900, 1200, 1800],
  ...[3600, 7200, 10_800, 21_600, 43_200],
];

/** What decides how far apart points are. */
export interface Resolution {
  readonly from: number;
  readonly to: number;
  /** Width of the panel: Grafana asks for a point for each pixel. */
  readonly pixels: number;
  /** Least distance, of the query or of the data source. */
  readonly least: string;
}

/** The distance between two points: `$__interval`. */
export function intervalOf({ from, to, pixels, least }: Resolution): number {
  const wanted = (to - from) / pixels;
  const away = (step: number) => Math.abs(step - wanted);
  const nearest = pretty.reduce((best, step) => (away(step) <= away(best) ? step : best));
  return Math.max(nearest, durationSeconds(least));
}

/** The window of rates: `$__rate_interval`. It holds four scrapes. */
export const rateInterval = (interval: number, least: string): number =>
  Math.max(interval + durationSeconds(least), 4 * durationSeconds(least));

/** Moments at which Prometheus is asked: multiples of the interval, so that points stay where they are when time goes on. */
export const alignedSteps = ({ from, to }: Resolution, interval: number): Steps => ({
  from: Math.floor(from / interval) * interval,
  to: Math.floor(to / interval) * interval,
  step: interval,
});
