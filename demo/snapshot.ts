import type { PagerDutyEvent } from '../engines/stand-ins/pagerduty.ts';
import type { SlackMessage } from '../engines/stand-ins/slack.ts';

/** All that the page shows at a moment. Times are milliseconds since the epoch. */
export interface Snapshot {
  /** When it was made, by the clock of the server. */
  readonly at: number;
  readonly service: ServiceState;
  /** The fault that goes on. @default - none does */
  readonly fault?: { readonly name: string; readonly since: number };
  readonly events: readonly StoryEvent[];
  readonly alerts: readonly AlertState[];
  /** How many alerts there are, and when Prometheus last judged one. */
  readonly judged: { readonly rules: number; readonly at?: number };
  readonly incidents: readonly Incident[];
  readonly channels: readonly Channel[];
  readonly heartbeat: { readonly at?: number };
  readonly objectives: readonly ObjectiveState[];
}

/** How the service does, as Prometheus sees it. */
export interface ServiceState {
  readonly replicas: readonly { readonly name: string; readonly up: boolean }[];
  readonly numbers: readonly ServiceNumber[];
}

/** A number with its recent past. */
export interface ServiceNumber {
  readonly title: string;
  readonly unit: 'per second' | 'ratio' | 'seconds';
  /** @default - Prometheus knows none */
  readonly now?: number;
  /** Where somebody is told. @default - nowhere */
  readonly mark?: number;
  /** Samples in order, oldest first, at equal distances; null where there is none. */
  readonly past: readonly (number | null)[];
}

/** Something that happened. */
export interface StoryEvent {
  readonly at: number;
  readonly kind: 'begin' | 'end' | 'seen' | 'pending' | 'firing' | 'page' | 'slack' | 'over';
  readonly says: string;
  /** The alert that it is about, or that a fault is meant to fire. @default - none */
  readonly alert?: string;
  /** Seconds since the fault before it began. @default - there was none */
  readonly since?: number;
}

/** An alert that is not inactive, as Prometheus and Alertmanager see it. */
export interface AlertState {
  readonly name: string;
  readonly severity: string;
  readonly state: 'pending' | 'firing';
  readonly since: number;
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
  /** Labels by which it differs from others of its name. */
  readonly about: Readonly<Record<string, string>>;
  /** Names of alerts that mute it. */
  readonly mutedBy: readonly string[];
}

/** An incident, as PagerDuty makes it of the events that share a key. */
export interface Incident {
  readonly key: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly at: number;
  readonly changed: number;
  /** Events that were sent about it. */
  readonly events: number;
  readonly event: PagerDutyEvent;
}

/** A Slack channel, and what was posted there. */
export interface Channel {
  readonly name: string;
  readonly messages: readonly { readonly at: number; readonly body: SlackMessage }[];
}

/** An objective, as the recorded rules say. */
export interface ObjectiveState {
  readonly title: string;
  readonly says: string;
  /** Good over all, promised: 0.999. */
  readonly promised: number;
  /** Good over all, in 30 days. @default - nothing is recorded yet */
  readonly attained?: number;
  /** Share of the budget that is left; below 0 where it is overspent. */
  readonly left?: number;
  /** How fast it burns now: 1 spends it in exactly 30 days. */
  readonly burn?: number;
}

/** What stays the same while the demo runs. */
export interface Facts {
  readonly environment: string;
  readonly speed: number;
  readonly paged: boolean;
  readonly faults: readonly Fault[];
}

/** A fault that one can have. */
export interface Fault {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  /** The alert that it is meant to fire. @default - none may */
  readonly fires?: string;
  readonly severity?: string;
  /** Seconds that the alert waits before it fires: it takes that long, at the least. */
  readonly after?: number;
}
