import { durationPattern } from '../promql/duration.ts';
import type { AlertCheck } from './check.ts';

/** The name is one word in CamelCase, waits are durations, and nothing but the Watchdog has a severity that tells nobody. */
export const alertWellFormed: AlertCheck = ({ alert }) => {
  const waits = Object.entries({ for: alert.for, keepFiringFor: alert.keepFiringFor });
  return [
    ...(/^([A-Z][a-z0-9]+)+$/.test(alert.name)
      ? []
      : [`is not named like HighErrorRate: words with a capital each.`]),
    ...waits.flatMap(([name, wait]) =>
      wait === undefined || (wait !== '' && durationPattern.test(wait))
        ? []
        : [`has '${wait}' as its ${name}, which is no duration such as 30s, 5m or 1h30m.`],
    ),
    ...(alert.severity === 'none' && alert.name !== 'Watchdog'
      ? ['has the severity none, which nobody is told of. It is for the Watchdog.']
      : []),
  ];
};
