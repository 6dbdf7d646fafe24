import type { Objective, Tier } from '../model/objective.ts';
import type { Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Severity } from '../model/severity.ts';
import type { AlertmanagerConfig } from '../routing/config.ts';
import type { ResolvedAlert, ResolvedAlerts } from '../rules/resolve.ts';
import type { Settings } from '../settings/schema.ts';

/** What checks look at: one environment, resolved. */
export interface Stack {
  readonly settings: Settings;
  readonly alerts: ResolvedAlerts;
  readonly routing: AlertmanagerConfig;
  readonly objectives: readonly Objective[];
  readonly tiers: readonly Tier[];
  readonly policies: Readonly<Record<Severity, Policy>>;
  /** Uids of the dashboards that there are. */
  readonly dashboards: readonly string[];
}

/** Judges one alert. Returns sentences that say what is wrong and how to put it right; never throws or prints. */
export type AlertCheck = (alert: ResolvedAlert, stack: Stack) => readonly string[];

/** Judges what only the whole environment shows. Returns what is concerned, and a sentence. */
export type StackCheck = (stack: Stack) => readonly Pick<Problem, 'where' | 'message'>[];
