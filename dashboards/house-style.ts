import type { HouseStyle } from '../src/model/dashboard.ts';

/** The window of rates: as long as the alerts' five minutes, and longer where the range is too long for that. */
export const recent = '$__rate_interval';

/** The whole of the range that is looked at. */
export const range = '$__range';

/** How far back the objectives look. */
export const period = '30d';

/**
 * What all boards share, so that a colour means the same on each.
 *
 * Green is healthy. A line in yellow is an objective: beyond it we break our word if it goes on. Orange is where a ticket is
 * written, red where somebody is paged. Lines of values that are neither good nor bad are blue and violet.
 */
export const houseStyle: HouseStyle = {
  colours: {
    healthy: 'green',
    objective: 'yellow',
    ticket: 'orange',
    page: 'red',
    calm: 'light-blue',
    main: 'blue',
    far: 'purple',
    beyond: 'dark-purple',
  },
  severities: { critical: 'page', high: 'page', medium: 'ticket', low: 'objective' },
  tag: 'fraiseql',
  refresh: '1m',
  // A quarter of five minutes: a graph shows what the alert judges, and not what is more nervous than it.
  step: '75s',
  height: 8,
};
