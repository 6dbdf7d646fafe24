import type { Policy } from '../model/policy.ts';
import { severities, type Severity } from '../model/severity.ts';
import type { ResolvedAlert } from '../rules/resolve.ts';
import type { Settings, TicketHours } from '../settings/schema.ts';
import type { AlertmanagerConfig, Route, TimeInterval } from './config.ts';
import { inhibitions } from './inhibitions.ts';
import { receiver } from './receivers.ts';

type Policies = Readonly<Record<Severity, Policy>>;

/**
 * The routing tree of an environment: one route and one receiver per severity, so that who is told can be read off. Alerts
 * without a severity of ours, from whoever else uses this Alertmanager, become tickets: seen, but nobody's night.
 */
export function alertmanagerConfig(
  policies: Policies,
  alerts: readonly ResolvedAlert[],
  { routing }: Settings,
): AlertmanagerConfig {
  const { ticketHours } = routing;
  return {
    global: { resolve_timeout: '5m' },
    // The first is where the Prometheus Operator puts the Secret's files, the second where they lie beside this one.
    // By name: a key that left the Secret stays in it when it is applied on the server.
    templates: ['/etc/alertmanager/config/fraiseql.tmpl', 'templates/*.tmpl'],
    route: {
      ...timing(policies.medium),
      receiver: receiverName.medium,
      // A second dependency, volume or endpoint is an incident of its own; a second pod is not.
      group_by: [...everyAlert, ...ofItsOwn],
      routes: severities.map((severity) => route(severity, policies[severity], ticketHours)),
    },
    inhibit_rules: inhibitions(alerts),
    ...(ticketHours === undefined ? {} : { time_intervals: [timeInterval(ticketHours)] }),
    receivers: severities.map((severity) => receiver(receiverName[severity], policies[severity], routing)),
  };
}

const everyAlert = ['environment', 'namespace', 'service', 'alertname'];
const ofItsOwn = ['dependency', 'volume', 'integration', 'probe', 'job'];

/** What a receiver is called: by what it does, for the logs of Alertmanager. */
const receiverName: Readonly<Record<Severity, string>> = {
  critical: 'page-critical',
  high: 'page-high',
  medium: 'ticket',
  low: 'notice',
  none: 'dead-mans-switch',
};

const hoursName = 'ticket-hours';

function route(severity: Severity, policy: Policy, ticketHours: TicketHours | undefined): Route {
  const limited = policy.hours === 'ticketHours' && ticketHours !== undefined;
  return {
    receiver: receiverName[severity],
    matchers: [`severity="${severity}"`],
    ...timing(policy),
    ...(limited ? { active_time_intervals: [hoursName] } : {}),
  };
}

const timing = ({ wait, interval, repeat }: Policy) => ({
  group_wait: wait,
  group_interval: interval,
  repeat_interval: repeat,
});

function timeInterval({ weekdays, from, to, timeZone }: TicketHours): TimeInterval {
  return {
    name: hoursName,
    time_intervals: [
      { weekdays: [weekdays], times: [{ start_time: from, end_time: to }], location: timeZone },
    ],
  };
}
