import type { PagerDutyEvent } from '../engines/stand-ins/pagerduty.ts';
import type { Received } from '../engines/stand-ins/serve.ts';
import type { SlackMessage } from '../engines/stand-ins/slack.ts';
import type { Settings } from '../src/settings/schema.ts';
import type { Channel, Incident, Snapshot, StoryEvent } from './snapshot.ts';

/** How much is kept: more than anybody scrolls through. */
const most = 50;

/** What everyone who is told has been told: the phone of the person on call, the Slack channels, the dead man's switch. */
export class Inbox {
  private readonly incidents: Incident[] = [];
  private readonly channels: ReadonlyMap<string, Channel & { messages: Channel['messages'][number][] }>;
  private heartbeat: Snapshot['heartbeat'] = {};

  constructor({ routing }: Settings) {
    this.channels = new Map(
      Object.entries(routing.slack).map(([role, name]) => [role, { name, messages: [] }]),
    );
  }

  /** Takes a message. Returns what there is to tell of it. */
  take({ path, body, at, refused }: Received): Omit<StoryEvent, 'at'> | undefined {
    if (refused !== undefined) return { kind: 'slack', says: `${path} was refused: ${refused}` };
    if (path === '/v2/enqueue') return this.event(body as PagerDutyEvent, at);
    if (path === '/heartbeat') this.heartbeat = { at };
    const channel = this.channels.get(path.replace('/slack/', ''));
    if (channel === undefined) return undefined;
    const message = body as SlackMessage;
    channel.messages.unshift({ at, body: message });
    channel.messages.splice(most);
    return {
      kind: 'slack',
      says: `${channel.name}: ${message.attachments?.[0]?.title ?? message.text ?? ''}`,
    };
  }

  /** Somebody takes an incident on. */
  acknowledge(key: string, at: number): void {
    this.change(key, (incident) => ({ ...incident, status: 'acknowledged', changed: at }));
  }

  snapshot(): Pick<Snapshot, 'incidents' | 'channels' | 'heartbeat'> {
    return {
      incidents: [...this.incidents],
      channels: [...this.channels.values()].map(({ name, messages }) => ({ name, messages: [...messages] })),
      heartbeat: this.heartbeat,
    };
  }

  /** Events that share a key are one incident, until it is resolved. */
  private event(event: PagerDutyEvent, at: number): Omit<StoryEvent, 'at'> | undefined {
    const key = event.dedup_key ?? String(at);
    const resolves = event.event_action === 'resolve';
    const found = this.change(key, (incident) => ({
      ...incident,
      event,
      changed: at,
      events: incident.events + 1,
      ...(resolves ? { status: 'resolved' } : {}),
    }));
    const says = event.payload?.summary ?? '';
    if (found) return resolves ? { kind: 'over', says: `PagerDuty: ${says}` } : undefined;
    if (resolves) return undefined;
    this.incidents.unshift({ key, status: 'triggered', at, changed: at, events: 1, event });
    this.incidents.splice(most);
    return { kind: 'page', says: `PagerDuty: ${says}` };
  }

  /** Changes the open incident of a key. Returns whether there is one. */
  private change(key: string, change: (incident: Incident) => Incident): boolean {
    const at = this.incidents.findIndex((one) => one.key === key && one.status !== 'resolved');
    const found = this.incidents[at];
    if (found === undefined) return false;
    this.incidents[at] = change(found);
    return true;
  }
}
