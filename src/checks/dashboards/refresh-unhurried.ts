import { durationPattern, durationSeconds } from '../../promql/duration.ts';
import { ofDashboard } from './check.ts';

/** Seconds between two scrapes: before the next one there is nothing new. */
const least = 30;

/** An open dashboard asks again by itself, and no more often than there is something new: each time costs every query of it. */
export const refreshUnhurried = ofDashboard(({ refresh }) => {
  if (typeof refresh !== 'string' || !durationPattern.test(refresh)) {
    return [`has '${String(refresh ?? '')}' as its refresh. Write a duration of 30s or more.`];
  }
  return durationSeconds(refresh) < least ? [`asks again every ${refresh}. Write 30s or more.`] : [];
});
