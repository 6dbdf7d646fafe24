import type { Severity } from '../src/model/severity.ts';
import type { Policy } from '../src/model/policy.ts';

/**
 * Who is told of what, and how often. A wait is how long Alertmanager collects alerts of one kind before it tells: long
 * enough for a page to arrive first and mute its ticket, short where somebody must get up.
 */
export const policies: Readonly<Record<Severity, Policy>> = {
  critical: { pagerDuty: 'critical', slack: 'incidents', wait: '5s', interval: '1m', repeat: '1h' },
  high: { pagerDuty: 'error', slack: 'incidents', wait: '30s', interval: '5m', repeat: '4h' },
  // PagerDuty makes a low-urgency incident of a warning, where its service follows the severity of the event.
  medium: {
    pagerDuty: 'warning',
    slack: 'tickets',
    hours: 'ticketHours',
    wait: '1m',
    interval: '5m',
    repeat: '1d',
  },
  low: { slack: 'notices', wait: '1m', interval: '5m', repeat: '1d' },
  // A repeat as long as the interval would miss every other beat by a hair.
  none: { deadMansSwitch: true, wait: '0s', interval: '1m', repeat: '30s' },
};
