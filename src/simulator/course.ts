import { clockTime, dayLong } from './time.ts';

/** How a quantity goes over time: its value at a moment, in seconds since the epoch. */
export type Course = (moment: number) => number;

/** Values at times of a day: `{ '00:00': 620, '12:30': 1400, '24:00': 620 }`. */
export type Points = Readonly<Record<string, number>>;

/** A course through points of one day, smooth between two, that begins at a midnight. Before and after it stays as it is there. */
export function courseOf(points: Points, midnight: number): Course {
  const corners = Object.entries(points).map(([time, value]) => ({
    moment: midnight + clockTime(time),
    value,
  }));
  return (moment) => {
    const next = corners.findIndex((corner) => corner.moment >= moment);
    const [before, after] = [corners[Math.max(0, next - 1)], corners.at(next)];
    if (before === undefined || after === undefined) throw new Error('A course needs a point.');
    if (before === after || next < 0) return after.value;
    return mix(before.value, after.value, smooth((moment - before.moment) / (after.moment - before.moment)));
  };
}

/** The same course every day, in UTC. */
export function everyDay(points: Points): Course {
  const course = courseOf(points, 0);
  return (moment) => course(moment % dayLong);
}

/** Between two values: 0 is the first, 1 the second. */
export const mix = (first: number, second: number, share: number): number => first + (second - first) * share;

/** The same for values that differ by orders of magnitude. */
export const mixFactor = (first: number, second: number, share: number): number =>
  first * (second / first) ** share;

/** From 0 to 1 without a corner. */
const smooth = (share: number): number => share * share * (3 - 2 * share);
