import { setTimeout } from 'node:timers/promises';
import type { Receivers } from '../../engines/receivers.ts';
import { makeEnvironment } from '../../src/stack.ts';
import { production } from '../good.ts';
import type { Engines } from '../../engines/engines.ts';
import { enginesFor } from './stage.ts';
import { StandIn, type Message } from './stand-in.ts';
import { Target } from './target.ts';

/** A total outage as the outside world sees it. */
export interface Outage {
  /** Messages of the whole run, in the order they arrived. */
  readonly messages: readonly Message[];
  readonly page: Message;
  readonly slack: Message;
  readonly resolved: Message;
  readonly slackResolved: Message;
  readonly heartbeat: Message;
  /** What the messages must carry to be taken. */
  readonly receivers: Receivers;
  /** Milliseconds from the fault to the page, and from the recovery to its end. */
  readonly toPage: number;
  readonly toResolve: number;
}

/**
 * Takes a service down and up again under a real Prometheus and a real Alertmanager that run production's files, and
 * collects what PagerDuty, Slack and the dead man's switch are told.
 */
export async function playOutage(
  speed: number,
  say: (line: string) => void = () => undefined,
): Promise<Outage> {
  const standIn = new StandIn();
  const receivers = await standIn.start();
  const target = new Target();
  const engines = await enginesFor(makeEnvironment(production), { receivers, target, speed });
  try {
    return { ...(await play({ standIn, target, engines, say })), receivers };
  } finally {
    target.stop();
    await engines.stop();
    standIn.stop();
  }
}

interface Stage {
  readonly standIn: StandIn;
  readonly target: Target;
  readonly engines: Engines;
  readonly say: (line: string) => void;
}

async function play({ standIn, target, engines, say }: Stage): Promise<Omit<Outage, 'receivers'>> {
  const heartbeat = await standIn.first(({ path }) => path === '/heartbeat');
  say("the dead man's switch hears the Watchdog");
  await healthy(engines.prometheus);
  say('the service is up and scraped');

  const downAt = Date.now();
  target.down();
  say('the service goes down');
  const page = await standIn.first(
    ({ path, body }) => path === '/v2/enqueue' && body.event_action === 'trigger',
  );
  say(`PagerDuty is told after ${seconds(page.at - downAt)}`);
  const slack = await standIn.first(({ path }) => path === '/slack/incidents');
  say(`Slack is told after ${seconds(slack.at - downAt)}`);

  const upAt = Date.now();
  target.up();
  say('the service comes back');
  const resolved = await standIn.first(({ body }) => body.event_action === 'resolve');
  say(`PagerDuty is told that it is over after ${seconds(resolved.at - upAt)}`);
  const slackResolved = await standIn.first(
    (message) => message.path === '/slack/incidents' && message !== slack,
  );
  return {
    messages: standIn.messages,
    page,
    slack,
    resolved,
    slackResolved,
    heartbeat,
    toPage: page.at - downAt,
    toResolve: resolved.at - upAt,
  };
}

/** Waits until Prometheus has seen the service up and judged its rules by it. */
async function healthy(prometheus: string): Promise<void> {
  const query = 'sum(up{job="fraiseql"}) == 1 unless count(ALERTS{alertname="ServiceDown"}) > 0';
  for (;;) {
    const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await answer.json()) as { data: { result: unknown[] } };
    if (data.result.length > 0) return;
    await setTimeout(100);
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
