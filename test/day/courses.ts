import { at } from './clock.ts';

/** How a quantity goes over the day. */
export type Course = (moment: number) => number;

/** A course through points, smooth between two: `course({ '00:00': 620, '24:00': 620 })`. */
export function course(points: Readonly<Record<string, number>>): Course {
  const corners = Object.entries(points).map(([time, value]) => ({ moment: at(time), value }));
  return (moment) => {
    const next = corners.findIndex((corner) => corner.moment >= moment);
    const [before, after] = [corners[Math.max(0, next - 1)], corners.at(next)];
    if (before === undefined || after === undefined) throw new Error('A course needs a point.');
    if (before === after || next < 0) return after.value;
    return mix(before.value, after.value, smooth((moment - before.moment) / (after.moment - before.moment)));
  };
}

/** Between two values: 0 is the first, 1 the second. */
export const mix = (first: number, second: number, share: number): number => first + (second - first) * share;

/** The same for values that differ by orders of magnitude. */
export const mixFactor = (first: number, second: number, share: number): number =>
  first * (second / first) ** share;

/** From 0 to 1 without a corner. */
const smooth = (share: number): number => share * share * (3 - 2 * share);
