import { durationSeconds } from '../src/promql/duration.ts';
import type { Environment } from '../src/stack.ts';
import { scenarios } from '../src/simulator/scenarios.ts';
import type { Fault } from './snapshot.ts';

/** The faults that one can have: first those that page somebody, the soonest first. An alert that the environment goes without is not promised. */
export function faultsOf({ alerts }: Environment, speed: number): Fault[] {
  return Object.entries(scenarios)
    .map(([name, { title, says, fires }]): Fault => {
      const alert = alerts.alerts.find((one) => one.alert.name === fires)?.alert;
      if (alert === undefined) return { name, title, says };
      const after = durationSeconds(alert.for ?? '0s') / speed;
      return { name, title, says, fires: alert.name, severity: alert.severity, after };
    })
    .sort((one, other) => rank(one) - rank(other) || (one.after ?? 0) - (other.after ?? 0));
}

const ranks = ['critical', 'high', 'medium', 'low'];

const rank = ({ severity }: Fault): number => {
  const at = ranks.indexOf(severity ?? '');
  return at < 0 ? ranks.length : at;
};
