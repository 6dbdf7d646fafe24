import { objectives, tiers } from '../alerts/slos.ts';
import { lines } from '../alerts/thresholds.ts';
import type { Board, Graph, Panel, Row, Value } from '../src/model/dashboard.ts';
import type { Objective, Tier } from '../src/model/objective.ts';
import { signal } from '../src/metrics/signals.ts';
import { humanNumber } from '../src/promql/numbers.ts';
import { promql, text } from '../src/promql/template.ts';
import { period } from './house-style.ts';
import { line, promised } from './promises.ts';

/** What customers were promised is counted apart where it is not what we promise ourselves. */
const badForCustomers = {
  availability: signal.availabilityBadRatio,
  latency: signal.latencySlaBadRatio,
  errors: signal.errorsBadRatio,
} as const;

/** What we promise, whether we keep it, and how much may still go wrong. */
export const slo: Board = {
  uid: 'fraiseql-slo',
  title: 'FraiseQL / SLO',
  description: 'Do we keep what we promise, to ourselves and to customers, and how much may still go wrong?',
  from: 'now-7d',
  rows: [{ title: 'Error budgets', panels: [budgets()] }, ...objectives.map(objectiveRow)],
};

/** All budgets over time: what they look like after a bad day, and how they come back. */
function budgets(): Panel {
  return {
    key: 'budgets',
    kind: 'timeseries',
    title: 'Error budget left',
    description: text`
      Share of each budget of 30 days that is left: how much may still go wrong until the objective is missed. Usual are at
      least ${objectives.map(usuallyLeft).join(', ')}. A day that was bad is forgiven 30 days later. Under ${lines.budgetLow}
      put risky changes off; at ${lines.budgetGone} the objective is missed, and only what makes the service more reliable is
      deployed.`,
    unit: 'percentunit',
    width: 24,
    queries: objectives.map(({ name, title }, at) => ({
      expr: promql`${signal[`${name}BudgetLeft`]}`,
      legend: title,
      colour: (['main', 'far', 'calm'] as const)[at] ?? 'main',
    })),
    bad: 'low',
    marks: [
      { at: lines.budgetLow, means: 'objective' },
      { at: lines.budgetGone, means: 'ticket' },
    ],
  };
}

/** One objective: both promises side by side, its budget, and how fast that burns. */
function objectiveRow(objective: Objective): Row {
  return {
    title: objective.title,
    panels: [keptForUs(objective), keptForCustomers(objective), budgetLeft(objective), burnRate(objective)],
  };
}

function keptForUs({ name, title, slo: { says }, aim }: Objective): Value {
  const further = aim === undefined ? '' : `Beyond that we aim for this, and alert on nothing: ${aim.says}.`;
  return {
    key: `${name}-slo`,
    kind: 'stat',
    title: `${title}: SLO`,
    description: text`
      Share that was good in the last 30 days. What we promise ourselves: ${says}. Usual is green. Yellow when we do not: see in
      the graph on top since when, and put risky changes off. ${further}`,
    unit: 'percentunit',
    decimals: 3,
    width: 5,
    queries: [{ expr: promql`1 - ${signal[`${name}BadRatio`].over(period)}`, legend: 'SLO' }],
    bad: 'low',
    marks: [{ at: promised(name).slo, means: 'objective' }],
  };
}

function keptForCustomers({ name, title, sla: { says, credits = [] } }: Objective): Value {
  const owed =
    credits.length === 0 ? '' : 'Credits are due for a calendar month, which the monthly report counts.';
  return {
    key: `${name}-sla`,
    kind: 'stat',
    title: `${title}: SLA`,
    description: text`
      Share that was good in the last 30 days, as customers were promised it: ${says}. Usual is green. When it is red, tell whoever
      speaks with customers. ${owed}`,
    unit: 'percentunit',
    decimals: 3,
    width: 5,
    queries: [{ expr: promql`1 - ${badForCustomers[name].over(period)}`, legend: 'SLA' }],
    bad: 'low',
    marks: [{ at: promised(name).sla, means: 'page' }],
  };
}

function budgetLeft(objective: Objective): Value {
  const { name, title } = objective;
  return {
    key: `${name}-budget`,
    kind: 'stat',
    title: `${title}: budget left`,
    description: text`
      Share of the budget of 30 days that is left; less than nothing when it is overspent. Usual are at least
      ${usuallyLeft(objective)}. Under ${lines.budgetLow} put risky changes off; at ${lines.budgetGone} the objective is missed.`,
    unit: 'percentunit',
    decimals: 1,
    width: 5,
    queries: [{ expr: promql`${signal[`${name}BudgetLeft`]}`, legend: 'Budget left' }],
    bad: 'low',
    marks: [
      { at: lines.budgetLow, means: 'objective' },
      { at: lines.budgetGone, means: 'ticket' },
    ],
  };
}

/** The windows that alerts judge, each over the burn at which its tier fires: one line for all. */
function burnRate({ name, title, slo: { ratio } }: Objective): Graph {
  const colours = ['beyond', 'far', 'main', 'calm'] as const;
  const atOnce = (factor: number) => line('ratio', factor * (1 - ratio), 'where the tier fires');
  return {
    key: `${name}-burn-rate`,
    kind: 'timeseries',
    title: `${title}: burn rate`,
    description: text`
      How fast the budget is spent over each window that an alert judges, as a share of the rate at which it tells somebody: at one,
      the alert of that window fires if a shorter window agrees. Usual is under one. ${tiers.map(inWords).join(', ')} times too
      fast; one that is spent just so fast lasts 30 days.`,
    unit: 'none',
    decimals: 2,
    width: 9,
    queries: tiers.map(({ long, factor, tells }, at) => ({
      expr: promql`${signal[`${name}BadRatio`].over(long)} / ${atOnce(factor)}`,
      legend: `over ${long}, ${tells === 'page' ? 'pages' : 'ticket'}`,
      colour: colours[at] ?? 'main',
    })),
    marks: [{ at: lines.one, means: 'ticket' }],
    alerts: [`${title}BurnFast`, `${title}BurnSlow`],
  };
}

function inWords({ long, factor, tells }: Tier): string {
  return `Over ${long} somebody is ${tells === 'page' ? 'paged' : 'written a ticket'} at ${String(factor)}`;
}

/** What is left of a budget where everything is as the baseline says. */
function usuallyLeft({ title, slo: { ratio }, baseline }: Objective): string {
  return `${humanNumber(1 - baseline / (1 - ratio), 'ratio')} of ${title.toLowerCase()}`;
}
