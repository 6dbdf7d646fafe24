import type { Objective } from '../../model/objective.ts';
import type { RecordedSlo } from '../../metrics/recorded.ts';
import type { Subject } from './day.ts';
import { allowedOf } from './exact.ts';
import { incidentsIn } from './incidents.ts';
import { isUnknown, measure, type Tally } from './measured.ts';
import type { Budget, DayReport, Gap, Measured, ObjectiveReport, Pledge, Report } from './model.ts';
import { dateOf, daysIn, momentOf, periodInWords, type Period } from './period.ts';
import { emptySlots, isKnown, runsOf, sliceSeconds, slotsIn, type Slots } from './slots.ts';
import { creditFor, judge } from './verdict.ts';

/** What a report is made of. */
export interface ReportProps {
  readonly objectives: readonly Objective[];
  readonly subject: Subject;
  readonly period: Period;
  readonly now: Date;
  readonly slots: ReadonlyMap<RecordedSlo, Slots>;
  readonly servers: readonly string[];
  readonly notes: readonly string[];
}

/** How many of the worst incidents a report tells of. */
const worst = 5;

/** The slices of a moment are there a minute later: what is younger is not missing. */
const settledSeconds = 60;

/** Until when a period can have been measured, in seconds since the epoch. */
export function measuredUntil({ from, to }: Period, now: Date): number {
  const settled = Math.floor(now.getTime() / 1000 / sliceSeconds) * sliceSeconds - settledSeconds;
  return now.getTime() / 1000 >= to ? to : Math.min(to, Math.max(from, settled));
}

/** Works out the report: what was promised, what was counted, and whether the one reaches the other. */
export function makeReport(props: ReportProps): Report {
  const { objectives, subject, period, now, servers, notes } = props;
  const until = measuredUntil(period, now);
  return {
    version: 1,
    ...subject,
    madeAt: momentOf(Math.floor(now.getTime() / 1000)),
    period: {
      name: periodInWords(period),
      month: period.month ?? null,
      from: momentOf(period.from),
      to: momentOf(period.to),
      seconds: period.to - period.from,
      isOver: now.getTime() / 1000 >= period.to,
      measuredUntil: momentOf(until),
    },
    servers,
    objectives: objectives.map((objective) => objectiveReport(objective, props, until)),
    notes,
  };
}

function objectiveReport(objective: Objective, props: ReportProps, until: number): ObjectiveReport {
  const { name, title, indicator, slo, sla, aim } = objective;
  const { period } = props;
  const tally = tallyOf(objective, name, props, until);
  const promised = sla.indicator === undefined ? tally : tallyOf(objective, `${name}-sla`, props, until);
  const pledge = ({ ratio, says }: { ratio: number; says: string }, of: Tally): Pledge => {
    const measured = measure(of);
    return { ratio, says, measured, verdict: judge(measured, ratio) };
  };
  const kept = pledge(sla, promised);
  const budget = budgetOf(objective, measure(tally), period);
  const { from } = period;
  const incidents = incidentsIn({
    tally,
    from,
    allowedShare: allowedOf(1, slo.ratio),
    allowed: budget.allowed,
  });
  return {
    name,
    title,
    counts: indicator.counts,
    happened: objective.trouble.happened,
    slo: pledge(slo, tally),
    sla: kept,
    slaCountsOther: sla.indicator !== undefined,
    aim: aim === undefined ? null : pledge(aim, tally),
    budget,
    credit:
      sla.credits === undefined || period.month === undefined ? null : creditFor(kept.measured, sla.credits),
    incidents: incidents.slice(0, worst),
    incidentCount: incidents.length,
    days: daysOf(tally, period, budget),
    gaps: gapsOf(tally, period),
  };
}

/** Slots of an objective. What it counts is time or queries; while the service is down there are no queries. */
function tallyOf({ name, indicator }: Objective, slo: RecordedSlo, props: ReportProps, until: number): Tally {
  const { slots, period } = props;
  const down = slots.get('availability');
  return {
    slots: slots.get(slo) ?? emptySlots(slotsIn(period)),
    count: (until - period.from) / sliceSeconds,
    counts: indicator.counts,
    isDown: (at) =>
      name !== 'availability' && down !== undefined && isKnown(down, at) && (down.bad[at] ?? 0) > 0,
  };
}

/** The budget of time is known beforehand, that of queries when they have come. */
function budgetOf({ slo, indicator }: Objective, { all, bad }: Measured, { from, to }: Period): Budget {
  const allowed = allowedOf(indicator.counts === 'seconds' ? to - from : all, slo.ratio);
  return { allowed, spent: allowed === 0 ? null : bad / allowed };
}

function daysOf(tally: Tally, period: Period, { allowed }: Budget): DayReport[] {
  const perDay = slotsIn({ from: 0, to: 86_400 });
  let spent = 0;
  return daysIn(period)
    .filter((_, day) => day * perDay < tally.count)
    .map(({ from }, day) => {
      const { all, good, bad, attainment, unknownSeconds } = measure(
        tally,
        day * perDay,
        Math.min((day + 1) * perDay, tally.count),
      );
      spent += bad;
      const budgetLeft = allowed === 0 ? null : 1 - spent / allowed;
      return { date: dateOf(from), all, good, bad, attainment, unknownSeconds, budgetLeft };
    });
}

const gapsOf = (tally: Tally, { from }: Period): Gap[] =>
  runsOf(tally.count, (at) => isUnknown(tally, at)).map(({ start, end }) => ({
    from: momentOf(from + start * sliceSeconds),
    to: momentOf(from + end * sliceSeconds),
    seconds: (end - start) * sliceSeconds,
  }));
