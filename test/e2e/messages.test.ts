import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeEnvironment } from '../../src/stack.ts';
import { production } from '../good.ts';
import type { Engines } from '../../engines/engines.ts';
import { enginesFor } from './stage.ts';
import { StandIn, type Message } from './stand-in.ts';
import { Target } from './target.ts';

const environment = makeEnvironment(production);
const standIn = new StandIn();
const target = new Target();
let engines: Engines;

beforeAll(async () => {
  const receivers = await standIn.start();
  engines = await enginesFor(environment, { receivers, target, speed: 30 });
  await ready(engines.alertmanager);
});

afterAll(async () => {
  target.stop();
  await engines.stop();
  standIn.stop();
});

async function ready(alertmanager: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${alertmanager}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await setTimeout(50);
  }
}

/** Lets an alert of production fire, as Prometheus would tell Alertmanager of it. */
async function fire(name: string, ...identities: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const rule = environment.alerts.alerts.find(({ alert }) => alert.name === name)?.rule;
  if (rule === undefined) throw new Error(`No alert is called ${name}.`);
  const alerts = identities.map(({ description = 'Something is wrong.', ...labels }) => ({
    labels: { ...rule.labels, ...labels, alertname: name },
    annotations: { ...rule.annotations, description },
    startsAt: '2026-03-07T02:14:00Z',
  }));
  const answer = await fetch(`${engines.alertmanager}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  expect(answer.status).toBe(200);
}

const about = (name: string, path: string) => (message: Message) =>
  message.path === path && JSON.stringify(message.body).includes(name);

const slackText = ({ body }: Message): string => (body.attachments as [{ text: string }])[0].text;

describe('what people read', () => {
  test('is one message for a dozen pods, with ten of them listed', async () => {
    const pods = Array.from({ length: 12 }, (_, at) => ({ pod: `pod-${String(at)}`, container: 'fraiseql' }));
    await fire('MemorySaturated', ...pods);
    const message = await standIn.first(about('MemorySaturated', '/slack/incidents'));
    expect(slackText(message).match(/^• /gm)).toHaveLength(10);
    expect(slackText(message)).toContain('… and more, 12 in all.');
    expect(JSON.stringify(message.body)).toContain('CRITICAL production: MemorySaturated (12 firing). ');
  });

  test('is a page of its own for a second dependency, however long the first one has been known', async () => {
    const keys = [];
    for (const dependency of ['elasticsearch', 'database']) {
      await fire('DependencyDown', { dependency, description: `${dependency} is down.` });
      const page = await standIn.first(about(`${dependency} is down.`, '/v2/enqueue'));
      keys.push(page.body.dedup_key);
    }
    expect(new Set(keys).size).toBe(2);
  });

  test("cannot be made to notify a channel by a label's value", async () => {
    await fire('AnomalyDetected', { rule: 'x', description: 'Rule <!channel> & co. detected 1 anomalies.' });
    const message = await standIn.first(about('AnomalyDetected', '/slack/notices'));
    expect(slackText(message)).toContain('Rule &lt;!channel&gt; &amp; co. detected');
    expect(slackText(message)).toContain('Since 2026-03-07 02:14 UTC.');
  });

  test('does not say a page and its ticket both: the page mutes the ticket of the same volume only', async () => {
    await fire('DiskFull', { volume: 'data-a' });
    await fire(
      'DiskPressure',
      { volume: 'data-a', description: 'muted' },
      { volume: 'data-b', description: 'told' },
    );
    const ticket = await standIn.first(about('DiskPressure', '/v2/enqueue'));
    expect(ticket.body).toMatchObject({
      payload: {
        severity: 'warning',
        custom_details: { alerts: 'told Since 2026-03-07 02:14 UTC.', firing: '1' },
      },
    });
  });

  test('of a service that is down is that alone, not what follows from it', async () => {
    await fire('ServiceDown', {});
    await standIn.first(about('ServiceDown', '/v2/enqueue'));
    await fire('HighLatency', {});
    await fire('QueryTimeouts', {});
    // CpuSaturated does not follow from ServiceDown. It waits as long as QueryTimeouts would, and fires after it.
    await fire('CpuSaturated', { pod: 'p', container: 'c' });
    await standIn.first(about('CpuSaturated', '/v2/enqueue'));
    expect(standIn.messages.filter(about('QueryTimeouts', '/v2/enqueue'))).toEqual([]);
  });
});
