import type { Window } from '../model/objective.ts';
import { recordedName, slice } from '../metrics/recorded.ts';
import { durationSeconds } from '../promql/duration.ts';

/**
 * How each window is summed: up to a day from slices, so that it moves with each of them; longer ones from windows of five and ten minutes,
 * laid end to end. Thirty days are 4,320 samples, not 86,400.
 *
 * Ends are multiples of the step in absolute time. Counted back from now, they would move over every hole that Prometheus left, and the sum would
 * swing for 30 days.
 */
const made = [
  { window: '5m' },
  { window: '10m' },
  { window: '30m' },
  { window: '1h' },
  { window: '2h' },
  { window: '6h' },
  { window: '1d' },
  { window: '3d', step: '5m' },
  { window: '30d', step: '10m' },
] as const satisfies readonly { window: Window | '10m'; step?: string }[];

/** A window, and the expression that sums it. */
export interface WindowSum {
  readonly window: (typeof made)[number]['window'];
  readonly expr: string;
}

/**
 * The sums of one count over every window. `series` makes a selector of a recorded name.
 *
 * A sum exists as soon as anything of its window is known, and counts what is known of it.
 */
export const windowSums = (
  count: typeof recordedName.bad,
  series: (name: string) => string,
): readonly WindowSum[] =>
  made.map((one) => ({
    window: one.window,
    expr:
      'step' in one
        ? `sum(sum_over_time(${series(count(one.step))}[${one.window}:${one.step}]))`
        : `sum(sum_over_time(${series(count(slice))}[${withoutEdge(one.window)}]))`,
  }));

/** How far a window lags behind at most: it moves in such steps. */
export function lagOf(window: Window): number {
  const found = made.find((one) => one.window === window);
  return durationSeconds(found !== undefined && 'step' in found ? found.step : slice);
}

/** Half a slice less than the window, since Prometheus 2 counts a sample at its very beginning and Prometheus 3 does not. */
const withoutEdge = (window: string): string =>
  `${String(durationSeconds(window) - durationSeconds(slice) / 2)}s`;
