/** Severities of PagerDuty's Events API v2 that we send; its service turns them into an urgency. */
export type PagerDutySeverity = 'critical' | 'error' | 'warning';

/** What happens with alerts of one severity. */
export interface Policy {
  /** Opens a PagerDuty incident of this severity. @default - nobody is paged */
  readonly pagerDuty?: PagerDutySeverity;
  /** Slack channel, by its role in the settings. @default - no message */
  readonly slack?: 'incidents' | 'tickets' | 'notices';
  /** Tells the dead man's switch that the alerting lives. @default false */
  readonly deadMansSwitch?: boolean;
  /** Tells only in the hours of this setting, where it is set. @default - at any hour */
  readonly hours?: 'ticketHours';
  /** How long alerts are collected before the first message. */
  readonly wait: string;
  /** How long until a message about alerts that joined or ended. */
  readonly interval: string;
  /** How long until the same is said again. */
  readonly repeat: string;
}
