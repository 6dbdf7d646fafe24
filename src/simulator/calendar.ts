import type { Calendar } from './cluster.ts';
import { dayLong, hour } from './time.ts';

const between = 6 * hour;
const week = 7 * dayLong;

/** The epoch was a Thursday. */
const monday = 4 * dayLong;

const latest = (moment: number, period: number, first: number): number =>
  Math.floor((moment - first) / period) * period + first;

/** When things beside the service happen, on and on: nothing ever comes too late. */
export const calendar: Calendar = {
  created: Date.UTC(2025, 0, 1) / 1000,
  // The Jobs of the last three are kept.
  dumps: (moment) => [2, 1, 0].map((ago) => latest(moment, between, 0) - ago * between),
  restored: (moment) => latest(moment, week, monday + 4 * hour),
  // Certificates of 90 days are renewed 30 days before their end.
  certificateEnd: (moment) => latest(moment, 60 * dayLong, 0) + 90 * dayLong,
  since: Date.UTC(2026, 0, 1) / 1000,
};
