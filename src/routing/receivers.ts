import type { Policy } from '../model/policy.ts';
import type { Settings } from '../settings/schema.ts';
import type { Receiver } from './config.ts';

type Routing = Settings['routing'];

/** Keys of the Secret that holds what Alertmanager needs to reach people. */
export const secretKeys = {
  // Slack binds a webhook to one channel: a message cannot choose another.
  slack: {
    incidents: 'slack-incidents-webhook-url',
    tickets: 'slack-tickets-webhook-url',
    notices: 'slack-notices-webhook-url',
  },
  pagerDuty: 'pagerduty-routing-key',
  deadMansSwitch: 'dead-mans-switch-token',
} as const;

/** The receiver of one severity: everyone who is told of it. */
export function receiver(name: string, policy: Policy, routing: Routing): Receiver {
  return {
    name,
    ...(policy.pagerDuty !== undefined && routing.pagerDuty ? pagerDuty(policy.pagerDuty, routing) : {}),
    ...(policy.slack === undefined ? {} : slack(policy.slack, routing)),
    ...(policy.deadMansSwitch === true ? deadMansSwitch(routing) : {}),
  };
}

/** Where the Prometheus Operator mounts a Secret that Alertmanager is told of. */
const file = ({ secret }: Routing, key: string): string => `/etc/alertmanager/secrets/${secret}/${key}`;

function pagerDuty(severity: string, routing: Routing): Partial<Receiver> {
  return {
    pagerduty_configs: [
      {
        routing_key_file: file(routing, secretKeys.pagerDuty),
        send_resolved: true,
        severity,
        description: '{{ template "fraiseql.headline" . }}',
        class: '{{ .GroupLabels.alertname }}',
        component: '{{ .GroupLabels.service }}',
        group: '{{ .GroupLabels.namespace }}',
        client: 'Alertmanager',
        client_url: '{{ .ExternalURL }}',
        details: {
          alerts: '{{ template "fraiseql.plain" . }}',
          firing: '{{ len .Alerts.Firing }}',
          resolved: '{{ len .Alerts.Resolved }}',
          runbook: '{{ .CommonAnnotations.runbook_url }}',
        },
        links: [
          { href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' },
          { href: '{{ .CommonAnnotations.dashboard_url }}', text: 'Dashboard' },
          { href: '{{ template "fraiseql.silence" . }}', text: 'Silence' },
        ],
      },
    ],
  };
}

function slack(role: keyof Routing['slack'], routing: Routing): Partial<Receiver> {
  return {
    slack_configs: [
      {
        api_url_file: file(routing, secretKeys.slack[role]),
        send_resolved: true,
        channel: routing.slack[role],
        username: 'Alertmanager',
        color: '{{ template "fraiseql.color" . }}',
        title: '{{ template "fraiseql.headline" . }}',
        title_link: '{{ .CommonAnnotations.runbook_url }}',
        text: '{{ template "fraiseql.slack" . }}',
        fallback: '{{ template "fraiseql.headline" . }}',
      },
    ],
  };
}

function deadMansSwitch(routing: Routing): Partial<Receiver> {
  if (routing.deadMansSwitch === undefined) return {};
  const { url, authorization } = routing.deadMansSwitch;
  return {
    webhook_configs: [
      {
        url,
        send_resolved: false,
        http_config: {
          authorization: { type: authorization, credentials_file: file(routing, secretKeys.deadMansSwitch) },
        },
      },
    ],
  };
}
