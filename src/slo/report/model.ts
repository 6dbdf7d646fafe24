import type { Objective } from '../../model/objective.ts';

/**
 * The report of one service over one period: what `--format json` writes, and what all other formats are made of. Fields may be added;
 * whoever takes one away, or changes what it means, raises `version`.
 *
 * Moments are RFC 3339 in UTC. Ratios are from 0 to 1. Events are seconds or queries, as `counts` says.
 */
export interface Report {
  readonly version: 1;
  readonly service: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly madeAt: string;
  readonly period: ReportPeriod;
  /** Addresses that were asked. */
  readonly servers: readonly string[];
  readonly objectives: readonly ObjectiveReport[];
  /** Sentences about what went wrong on the way, such as a server that did not answer. */
  readonly notes: readonly string[];
}

/** The time that a report is about. */
export interface ReportPeriod {
  readonly name: string;
  /** `2026-02`, or nothing where it is no calendar month. */
  readonly month: string | null;
  /** What happened after `from` and until `to`. */
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  /** Whether it is over. Where not, all figures are so far. */
  readonly isOver: boolean;
  /** Until when it was measured: `to`, unless it still runs. */
  readonly measuredUntil: string;
}

/** One objective over the period. */
export interface ObjectiveReport {
  readonly name: Objective['name'];
  readonly title: string;
  readonly counts: 'seconds' | 'queries';
  /** What bad events are, after a share of them: `of queries failed`. */
  readonly happened: string;
  readonly slo: Pledge;
  readonly sla: Pledge;
  /** Whether the SLA counts something else than the SLO, such as another limit of the latency. */
  readonly slaCountsOther: boolean;
  /** A goal beyond the SLO, where there is one. */
  readonly aim: Pledge | null;
  readonly budget: Budget;
  /** What is owed to customers, where the SLA owes anything and the period is a calendar month. */
  readonly credit: Credit | null;
  /** The worst first, at most five. */
  readonly incidents: readonly Incident[];
  readonly incidentCount: number;
  readonly days: readonly DayReport[];
  /** When nothing was measured, in order. */
  readonly gaps: readonly Gap[];
}

/** What was promised, and what came of it. */
export interface Pledge {
  /** Share of good events that was promised. */
  readonly ratio: number;
  readonly says: string;
  readonly measured: Measured;
  readonly verdict: Verdict;
}

/** What was counted. */
export interface Measured {
  readonly all: number;
  readonly good: number;
  readonly bad: number;
  /** Good over all; nothing where there was nothing to count. */
  readonly attainment: number | null;
  /** Time without a slice, of which nothing is known. */
  readonly unknownSeconds: number;
  /** Time without a slice in which the service was down, so that there was nothing to count. */
  readonly downSeconds: number;
  /** Events that the unknown time is taken to have had, at the rate of the rest. */
  readonly unknownEvents: number;
  /** Attainment if all unknown events were good. */
  readonly best: number | null;
  /** Attainment if all unknown events were bad. */
  readonly worst: number | null;
}

/** Whether a promise was kept. */
export type Verdict =
  /** Whatever was in the unknown time. */
  | { readonly kind: 'met' | 'missed' }
  /** It depends on the unknown time: kept if no more than this share of its events was bad. `leaning` judges what is known. */
  | { readonly kind: 'open'; readonly leaning: 'met' | 'missed'; readonly badShareAllowed: number }
  /** There was nothing to count: no query came, or nothing was measured. */
  | { readonly kind: 'none' };

/** The error budget of the SLO. */
export interface Budget {
  /** Bad events that it allows: of the whole period where seconds are counted, of the queries that came where queries are. */
  readonly allowed: number;
  /** Share of it that is spent; nothing where there is no budget. */
  readonly spent: number | null;
}

/** Share of a month's fee that goes back to customers. */
export interface Credit {
  readonly share: number;
  /** Under which attainment how much is owed. */
  readonly rules: readonly { readonly under: number; readonly share: number }[];
  /** If all of the unknown time was good, or all of it bad. */
  readonly best: number;
  readonly worst: number;
}

/** A stretch of time in which the budget burnt faster than it may, and that cost at least a hundredth of it. */
export interface Incident {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly all: number;
  readonly bad: number;
  /** Share of the budget of the period that it cost. */
  readonly budgetShare: number;
}

/** One day of an objective. */
export interface DayReport {
  readonly date: string;
  readonly all: number;
  readonly good: number;
  readonly bad: number;
  readonly attainment: number | null;
  readonly unknownSeconds: number;
  /** Share of the budget that is left at its end. */
  readonly budgetLeft: number | null;
}

/** A stretch of time without a slice. */
export interface Gap {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
}
