import type { Policy } from '../model/policy.ts';
import type { Receiver, Route } from '../routing/config.ts';
import { inTicketHours, isActive, momentsOfWeek } from '../routing/hours.ts';
import { walk } from '../routing/walk.ts';
import type { Settings } from '../settings/schema.ts';
import type { Stack, StackCheck } from './check.ts';

/**
 * Every alert, at every hour of a week, reaches what its severity demands: pages at any hour, tickets in the hours that the
 * settings give, nothing else and nobody else.
 */
export const severityReachesPeople: StackCheck = (stack) => {
  const kinds = kindsOfMoment(stack);
  return stack.alerts.alerts.flatMap(({ alert, rule }) => {
    const routes = walk(stack.routing.route, { ...rule.labels, alertname: rule.alert });
    const policy = stack.policies[alert.severity];
    const wrong = kinds
      .map((kind) => ({
        ...kind,
        want: demanded(policy, stack.settings, kind),
        got: reached(routes, stack, kind),
      }))
      .find(({ want, got }) => want.join() !== got.join());
    if (wrong === undefined) return [];
    const when = wrong.moment.toUTCString();
    const message = `tells ${say(wrong.got)} on ${when}, and severity ${alert.severity} demands ${say(wrong.want)}.`;
    return [{ where: alert.name, message }];
  });
};

/** Moments between which neither the routes nor the settings see a difference, and the first of them. */
interface KindOfMoment {
  readonly moment: Date;
  readonly open: readonly string[];
  readonly ticketHours: boolean;
}

/** Sorts all hours of a week by which intervals are open and what the settings say. */
function kindsOfMoment({ routing, settings }: Stack): readonly KindOfMoment[] {
  const kinds = new Map<string, KindOfMoment>();
  for (const moment of momentsOfWeek) {
    const active = (routing.time_intervals ?? []).filter((interval) => isActive(interval, moment));
    const open = active.map(({ name }) => name);
    const ticketHours = inTicketHours(settings.routing.ticketHours, moment);
    const key = [...open, String(ticketHours)].join();
    if (!kinds.has(key)) kinds.set(key, { moment, open, ticketHours });
  }
  return [...kinds.values()];
}

function reached(routes: readonly Route[], { routing }: Stack, { open }: KindOfMoment): string[] {
  return routes
    .filter(
      ({ active_time_intervals: names = [] }) =>
        names.length === 0 || names.some((name) => open.includes(name)),
    )
    .flatMap(({ receiver }) => routing.receivers.filter(({ name }) => name === receiver))
    .flatMap(told)
    .sort();
}

function told({ pagerduty_configs = [], slack_configs = [], webhook_configs = [] }: Receiver): string[] {
  return [
    ...pagerduty_configs.map(({ severity }) => `PagerDuty ${String(severity)}`),
    ...slack_configs.map(({ channel }) => `Slack ${String(channel)}`),
    ...webhook_configs.map(() => "the dead man's switch"),
  ];
}

function demanded(policy: Policy, { routing }: Settings, { ticketHours }: KindOfMoment): string[] {
  if (policy.hours !== undefined && !ticketHours) return [];
  return [
    ...(policy.pagerDuty !== undefined && routing.pagerDuty ? [`PagerDuty ${policy.pagerDuty}`] : []),
    ...(policy.slack === undefined ? [] : [`Slack ${routing.slack[policy.slack]}`]),
    ...(policy.deadMansSwitch === true && routing.deadMansSwitch !== undefined
      ? ["the dead man's switch"]
      : []),
  ].sort();
}

const say = (names: readonly string[]): string => (names.length === 0 ? 'nobody' : names.join(' and '));
