import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { playOutage, type Outage } from './outage.ts';

const runbook = 'https://ops.fraiseql.com/runbooks/availability.md#servicedown';
const dashboard = 'https://grafana.fraiseql.com/d/fraiseql-production-health';
const silence =
  'https://monitoring.example.test/alertmanager/#/silences/new?filter=%7Balertname%3D%22ServiceDown%22%2Cenvironment%3D%22production%22%2Cnamespace%3D%22fraiseql%22%2Cservice%3D%22fraiseql-api%22%7D';
const description =
  'No replica has answered a scrape for a minute, or none is left in service discovery. Every query fails.';
const headline = 'production: ServiceDown. FraiseQL is down: no replica answers.';

/** What Alertmanager identifies an incident by: the path of matchers, and the labels that it groups by. */
const groupKey =
  '{}/{severity="critical"}:{alertname="ServiceDown", environment="production", namespace="fraiseql", service="fraiseql-api"}';

/** Times differ from run to run: they become TIME. */
const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC|\d\d:\d\d UTC/g, 'TIME'));

describe('a total outage, through a real Prometheus and a real Alertmanager', () => {
  let outage: Outage;
  beforeAll(async () => {
    outage = await playOutage(10);
  }, 120_000);

  test('opens a critical PagerDuty incident with all that an engineer needs', () => {
    expect(timeless(outage.page.body)).toEqual({
      routing_key: outage.receivers.routingKey,
      dedup_key: createHash('sha256').update(groupKey).digest('hex'),
      event_action: 'trigger',
      payload: {
        summary: `CRITICAL ${headline}`,
        source: 'Alertmanager',
        severity: 'critical',
        class: 'ServiceDown',
        component: 'fraiseql-api',
        group: 'fraiseql',
        custom_details: {
          alerts: `${description} Since TIME.`,
          firing: '1',
          resolved: '0',
          num_firing: '1',
          num_resolved: '0',
          runbook,
        },
      },
      client: 'Alertmanager',
      client_url: 'https://monitoring.example.test/alertmanager',
      links: [
        { href: runbook, text: 'Runbook' },
        { href: dashboard, text: 'Dashboard' },
        { href: silence, text: 'Silence' },
      ],
    });
  });

  test('tells the incident channel in Slack', () => {
    expect(timeless(outage.slack.body)).toEqual({
      channel: '#incidents',
      username: 'Alertmanager',
      attachments: [
        {
          title: `CRITICAL ${headline}`,
          title_link: runbook,
          text: `• ${description} Since TIME.\n<${runbook}|Runbook> · <${dashboard}|Dashboard> · <${silence}|Silence> · <https://monitoring.example.test/alertmanager|Alertmanager>`,
          fallback: `CRITICAL ${headline}`,
          callback_id: '',
          footer: '',
          color: 'danger',
          mrkdwn_in: ['fallback', 'pretext', 'text'],
        },
      ],
    });
  });

  test('ends the same incident when the service is back', () => {
    expect(outage.resolved.body).toMatchObject({
      event_action: 'resolve',
      dedup_key: outage.page.body.dedup_key,
      payload: { summary: `RESOLVED ${headline}` },
    });
    expect(timeless(outage.slackResolved.body)).toMatchObject({
      attachments: [{ title: `RESOLVED ${headline}`, color: 'good' }],
    });
  });

  test('is told once, and nothing else is told', () => {
    const told = outage.messages.filter(({ path }) => path !== '/heartbeat');
    expect(told.map(({ path }) => path).sort()).toEqual([
      '/slack/incidents',
      '/slack/incidents',
      '/v2/enqueue',
      '/v2/enqueue',
    ]);
  });

  test("keeps the dead man's switch quiet, with the token that the Secret holds", () => {
    expect(outage.heartbeat.headers.authorization).toBe(`Bearer ${outage.receivers.heartbeatToken}`);
  });
});
