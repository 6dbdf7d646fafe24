import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveStandIns, type Received, type StandIns } from '../../engines/stand-ins/serve.ts';

const received: Received[] = [];
let standIns: StandIns;

beforeAll(async () => {
  standIns = await serveStandIns((message) => received.push(message));
});

afterAll(() => {
  standIns.stop();
});

const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });

describe('PagerDuty', () => {
  const event = () => ({
    routing_key: standIns.receivers.routingKey,
    event_action: 'trigger',
    dedup_key: 'k',
    payload: { summary: 'Down', source: 'Alertmanager', severity: 'critical' },
  });

  test('takes an event, and says by which key it knows it', async () => {
    const response = await post(standIns.receivers.pagerDuty, event());
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'k' });
    expect(received.at(-1)).toMatchObject({ path: '/v2/enqueue', body: { dedup_key: 'k' } });
  });

  test.each([
    ['a key of nobody', { routing_key: 'x' }, "'routing_key' is that of no service"],
    ['no such action', { event_action: 'page' }, "'event_action'"],
    [
      'a severity of ours',
      { payload: { summary: 'a', source: 'b', severity: 'high' } },
      "'payload.severity'",
    ],
    ['no source', { payload: { summary: 'a', severity: 'info' } }, "'payload.source'"],
    [
      'too long a summary',
      { payload: { summary: 'a'.repeat(1025), source: 'b', severity: 'info' } },
      "'payload.summary'",
    ],
    ['nothing in it', { payload: undefined }, "'payload' is missing"],
    ['an end of nothing', { event_action: 'resolve', dedup_key: undefined }, "'dedup_key' is missing"],
  ])('refuses %s', async (_, change, reason) => {
    const response = await post(standIns.receivers.pagerDuty, { ...event(), ...change });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: string[] }).errors.join()).toContain(reason);
    expect(received.at(-1)?.refused).toContain('Event object is invalid');
  });
});

describe('Slack', () => {
  test('takes a message, and never tells where its secret is', async () => {
    const response = await post(standIns.receivers.slack('incidents'), { attachments: [{ title: 'Down' }] });
    expect(await response.text()).toBe('ok');
    expect(received.at(-1)?.path).toBe('/slack/incidents');
  });

  test.each([
    [{}, 'no_text'],
    [{ attachments: [{ color: 'good' }] }, 'no_text'],
    [{ attachments: [{ text: 'x', color: 'red' }] }, 'invalid_payload'],
    [{ text: 1 }, 'invalid_payload'],
  ])('refuses %o with %s', async (body, reason) => {
    const response = await post(standIns.receivers.slack('tickets'), body);
    expect([response.status, await response.text()]).toEqual([400, reason]);
  });

  test('does not know a webhook without its secret', async () => {
    const url = standIns.receivers.slack('incidents').replace(/[^/]+$/, 'guessed');
    expect((await post(url, { text: 'x' })).status).toBe(404);
  });
});

test("the dead man's switch takes its own token only", async () => {
  const { heartbeat, heartbeatToken } = standIns.receivers;
  expect((await post(heartbeat, {}, { authorization: `Bearer ${heartbeatToken}` })).status).toBe(200);
  expect((await post(heartbeat, {}, { authorization: 'Bearer x' })).status).toBe(401);
});
