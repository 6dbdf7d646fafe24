import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Alertmanager's messages go instead of to the real services, and what it identifies itself with. */
export interface Receivers {
  /** Webhook of a Slack channel. */
  readonly slack: (role: SlackRole) => string;
  /** Address of PagerDuty's Events API v2. */
  readonly pagerDuty: string;
  readonly routingKey: string;
  /** Whom the dead man's switch tells. */
  readonly heartbeat: string;
  readonly heartbeatToken: string;
}

/** What a Slack channel is for. */
export type SlackRole = (typeof slackRoles)[number];

/** All that a Slack channel may be for. */
export const slackRoles = ['incidents', 'tickets', 'notices'] as const;

/** Writes the files of the Secret that Alertmanager reads. */
export function writeSecrets(folder: string, receivers: Receivers): void {
  mkdirSync(folder, { recursive: true });
  for (const role of slackRoles) {
    writeFileSync(join(folder, `slack-${role}-webhook-url`), receivers.slack(role));
  }
  writeFileSync(join(folder, 'pagerduty-routing-key'), receivers.routingKey);
  writeFileSync(join(folder, 'dead-mans-switch-token'), receivers.heartbeatToken);
}
