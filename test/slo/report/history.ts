import type { RecordedSlo } from '../../../src/metrics/recorded.ts';

/** Slices of one objective: how much there was in the one that ends at a time, and how much of it was bad; nothing where there is none. */
export interface History {
  readonly slo: RecordedSlo;
  /** Seconds since the epoch: the first slice ends a slice after `from`, the last one at `to`. */
  readonly from: number;
  readonly to: number;
  readonly at: (time: number) => readonly [all: number, bad: number] | undefined;
}

/** A moment in seconds since the epoch: `2026-02-01`, or `2026-02-01T03:00:00`. */
export const at = (text: string): number =>
  Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`) / 1000;

/** Availability, down for so many minutes from a moment on, and without slices in some spans. */
export function availability(
  span: { from: string; to: string },
  down: { from: string; minutes: number } | undefined,
  gaps: readonly (readonly [from: string, to: string])[] = [],
): History {
  const start = down === undefined ? Infinity : at(down.from);
  const end = start + (down?.minutes ?? 0) * 60;
  return {
    slo: 'availability',
    from: at(span.from),
    to: at(span.to),
    at: (time) =>
      gaps.some(([from, to]) => at(from) < time && time <= at(to))
        ? undefined
        : [30, time > start && time <= end ? 30 : 0],
  };
}

/** Queries that come evenly, of which so many fail in all: as evenly as whole numbers can. */
export function queries(
  slo: RecordedSlo,
  span: { from: string; to: string },
  total: { all: number; bad: number },
): History {
  const [from, to] = [at(span.from), at(span.to)];
  const slices = (to - from) / 30;
  const share = (count: number, time: number) => {
    const slot = (time - from) / 30;
    return Math.floor((count * slot) / slices) - Math.floor((count * (slot - 1)) / slices);
  };
  return { slo, from, to, at: (time) => [share(total.all, time), share(total.bad, time)] };
}
