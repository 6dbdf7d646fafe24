import { ofDashboard } from './check.ts';

/** The time zone is written down: else two people who look at one outage read different times. */
export const timezoneSet = ofDashboard(({ timezone }) =>
  timezone === undefined || timezone === ''
    ? ["has no timezone, so that each reader has another. Write 'utc', or 'browser' where that is meant."]
    : [],
);
