import { group } from '../../promql/fragments.ts';
import { selector, type Matcher } from '../../promql/selector.ts';
import type { Severity } from '../../model/severity.ts';
import type { Settings } from '../../settings/schema.ts';
import { carrier } from '../carrier.ts';
import { elsewhere as m } from '../elsewhere.ts';
import type { Metric } from '../metric.ts';

/** The alerts of this environment, as Prometheus writes them down with every evaluation. */
export const alertSignals = (settings: Settings) => ({
  alertingAlive: carrier(
    () =>
      `(max(${ofAlerts(settings, m.alerts, { alertname: 'Watchdog', alertstate: 'firing' })}) or vector(0))`,
  ),
  firingCritical: carrier(() => count(settings, 'critical')),
  firingHigh: carrier(() => count(settings, 'high')),
  firingMedium: carrier(() => count(settings, 'medium')),
  firingLow: carrier(() => count(settings, 'low')),
  firingFor: carrier(() => heldFor(settings, 'firing')),
  pendingFor: carrier(() => heldFor(settings, 'pending')),
  // Longer than the half hour for which a window remembers an outage that is over.
  firedLately: carrier(
    (names) =>
      `max(max_over_time(${ofAlerts(settings, m.alerts, { alertstate: 'firing', alertname: { matches: names } })}[35m]))`,
  ),
});

/** Alerts of some severities, one series each, while they fire. */
export const firing = (settings: Settings, ...severities: readonly Severity[]): string =>
  ofAlerts(settings, m.alerts, { alertstate: 'firing', severity: { matches: severities.join('|') } });

const count = (settings: Settings, severity: Severity): string =>
  `(count(${firing(settings, severity)}) or vector(0))`;

/** Seconds since the condition of an alert began to hold: what it waits for before it fires is part of it. */
function heldFor(settings: Settings, alertstate: string): string {
  const since = ofAlerts(settings, m.alertsForState, { severity: { not: 'none' } });
  const now = ofAlerts(settings, m.alerts, { alertstate });
  return group(`time() - ${since}\nand ignoring (alertstate)\n${now}`);
}

/**
 * Rules carry no label of the cluster they judge. Where one Prometheus sees several environments, alerts are told apart by the
 * name of theirs.
 */
function ofAlerts(
  { environment, service }: Settings,
  { name }: Metric,
  matchers: Readonly<Record<string, Matcher>>,
): string {
  const several = Object.keys(service.matchers).length > 0;
  return selector(name, {
    ...matchers,
    namespace: service.namespace,
    service: service.name,
    ...(several ? { environment } : {}),
  });
}
