import type { SignalUse } from './signal.ts';
import type { Template } from './template.ts';
import type { Threshold } from './threshold.ts';

/** The objectives: names of signals, alerts and recorded series are made of them, and changing one begins its history anew. */
export const objectiveNames = ['availability', 'latency', 'errors'] as const;

/** One of {@link objectiveNames}. */
export type ObjectiveName = (typeof objectiveNames)[number];

/** What is counted, in slices of time: how much there was, and how much of it was bad. */
export type Indicator =
  /** Seconds in which anybody watched, bad while the template holds. */
  | { readonly counts: 'seconds'; readonly watched: SignalUse; readonly badWhile: Template }
  /** Queries: all of them, and either those that failed or those that were good. */
  | { readonly counts: 'queries'; readonly all: SignalUse; readonly bad: SignalUse }
  | { readonly counts: 'queries'; readonly all: SignalUse; readonly good: SignalUse };

/** What a customer gets back of a month's fee when attainment is under this. */
export interface Credit {
  /** Attainment under which the credit is due, as a ratio. */
  readonly under: number;
  /** Share of the month's fee, as a ratio. */
  readonly share: number;
}

/** A share of good events that somebody was promised. */
export interface Target {
  /** Good events over all events, as a ratio: 0.999. */
  readonly ratio: number;
  /** The promise in words: `95 % of queries answered within 100 ms`. */
  readonly says: string;
}

/** One objective: what we promise ourselves (SLO) and what customers were promised (SLA), side by side. */
export interface Objective {
  readonly name: ObjectiveName;
  /** Begins the names of its alerts: `Latency` in `LatencyBurnFast`. */
  readonly title: string;
  readonly indicator: Indicator;
  /** What uses up its budget, and how a share of it reads: `4 %` of queries failed. */
  readonly trouble: { readonly uses: string; readonly happened: string };
  readonly slo: Target;
  readonly sla: Target & {
    /** What the SLA counts. @default - the same as the SLO */
    readonly indicator?: Indicator;
    /** What is owed when it is missed, largest attainment first. @default - nothing */
    readonly credits?: readonly Credit[];
  };
  /** A goal beyond the SLO, reported and never alerted on. @default - none */
  readonly aim?: Target;
  /** Share of bad events when all is well: a tier that this would fire is refused. */
  readonly baseline: number;
  /** Least events a second in the long window for which a burn rate may tell anybody. */
  readonly leastEvents: Threshold;
  /**
   * Alerts that say the same sooner. While one fires, the burn of this severity tells nobody; and a page is not followed by another
   * when it is over and the windows still remember.
   */
  readonly mutedBy: { readonly page: readonly string[]; readonly ticket: readonly string[] };
}

/** Two windows that must both burn: the long one says that it matters, the short one that it still goes on. */
export interface Tier {
  readonly tells: 'page' | 'ticket';
  readonly long: Window;
  readonly short: Window;
  /** How many times faster than the budget allows: 1 spends it in exactly the period. */
  readonly factor: number;
}

/** Windows of the recorded ratios. */
export const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'] as const;

/** One of {@link windows}. */
export type Window = (typeof windows)[number];
