import type { Window } from '../model/objective.ts';
import { recordedName, slice } from '../metrics/recorded.ts';
import { durationSeconds } from '../promql/duration.ts';

/**
 * How each window is summed: the short ones from slices, the others from windows before them, laid end to end. Thirty days are ten
 * samples, not 86,400.
 */
const made = [
  { window: '5m', from: slice, times: 10 },
  { window: '30m', from: slice, times: 60 },
  { window: '1h', from: slice, times: 120 },
  { window: '2h', from: '1h', times: 2 },
  { window: '6h', from: '2h', times: 3 },
  { window: '1d', from: '6h', times: 4 },
  { window: '3d', from: '1d', times: 3 },
  { window: '30d', from: '3d', times: 10 },
] as const satisfies readonly { window: Window; from: string; times: number }[];

/** How long Prometheus may be away without a hole: the newest sample within it stands in for one that is missing. */
const bridged = '1h';

/** A window, and the expression that sums it. */
export interface WindowSum {
  readonly window: Window;
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
  made.map(({ window, from, times }) => ({
    window,
    expr:
      from === slice ? ofSlices(series(count(slice)), window) : ofWindows(series(count(from)), from, times),
  }));

/** Half a slice less than the window, since Prometheus 2 counts a sample at its very beginning and Prometheus 3 does not. */
function ofSlices(slices: string, window: Window): string {
  const seconds = durationSeconds(window) - durationSeconds(slice) / 2;
  return `sum(sum_over_time(${slices}[${String(seconds)}s]))`;
}

/** Windows end to end. A label keeps them apart, so that `or` joins those that there are. */
function ofWindows(windows: string, length: string, times: number): string {
  const latest = `last_over_time(${windows}[${bridged}])`;
  const before = Array.from({ length: times - 1 }, (_, at) => ago(length, at + 1)).map(
    (offset) =>
      `label_replace(last_over_time(${windows}[${bridged}] offset ${offset}), "ago", "${offset}", "", "")`,
  );
  return `sum(\n  ${[latest, ...before].join('\n  or\n  ')}\n)`;
}

function ago(length: string, times: number): string {
  const [, count = '', unit = ''] = /^(\d+)([hd])$/.exec(length) ?? [];
  return `${String(Number(count) * times)}${unit}`;
}
