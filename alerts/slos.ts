import type { AlertGroup } from '../src/model/alert.ts';
import type { Objective, Tier } from '../src/model/objective.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql } from '../src/promql/template.ts';
import { burnAlerts } from '../src/slo/alerts.ts';
import { baselines, leastTraffic, leastWatched, none, outage } from './thresholds.ts';

const { failuresSlice, queriesSlice } = signal;

/** What we promise ourselves (SLO) and customers (SLA), side by side, over 30 days and over a calendar month. */
export const objectives: readonly Objective[] = [
  {
    name: 'availability',
    title: 'Availability',
    indicator: {
      counts: 'seconds',
      watched: signal.watching,
      // No replica answers, or nobody gets in from outside, or hardly a query succeeds: for whoever asks it is all the same.
      badWhile: promql`
        ${signal.targetsUp} == ${none}
        or
        ${signal.probesAnswer} == ${none}
        or
        (${failuresSlice} / ${queriesSlice} > ${outage.errorRatio} and ${queriesSlice} >= ${outage.queries})`,
    },
    trouble: { uses: 'Downtime uses', happened: 'of the time the service was down' },
    slo: { ratio: 0.999, says: 'the service answers 99.9 % of the time' },
    sla: {
      ratio: 0.995,
      says: 'the service answers 99.5 % of the time',
      credits: [
        { under: 0.995, share: 0.1 },
        { under: 0.99, share: 0.25 },
        { under: 0.98, share: 0.5 },
      ],
    },
    baseline: 1 - baselines.availability,
    leastEvents: leastWatched,
    mutedBy: { page: ['ServiceDown', 'EndpointDown', 'HighErrorRate'], ticket: [] },
  },
  {
    name: 'latency',
    title: 'Latency',
    indicator: { counts: 'queries', all: signal.timingsSlice, good: signal.timingsWithinSlice.over('100ms') },
    trouble: { uses: 'Slow queries use', happened: 'of queries took longer than 100 ms' },
    slo: { ratio: 0.95, says: '95 % of queries are answered within 100 ms (P95)' },
    sla: {
      ratio: 0.95,
      says: '95 % of queries are answered within 150 ms (P95)',
      indicator: {
        counts: 'queries',
        all: signal.timingsSlice,
        good: signal.timingsWithinSlice.over('150ms'),
      },
    },
    // With a P99 of 150 to 280 ms a good day misses this tenfold. It is reported, and nobody is woken for it.
    aim: { ratio: 0.999, says: '99.9 % of queries are answered within 100 ms' },
    baseline: baselines.slowerThanObjective,
    leastEvents: leastTraffic.queries,
    mutedBy: { page: ['ServiceDown', 'HighLatency'], ticket: ['MediumLatency'] },
  },
  {
    name: 'errors',
    title: 'Errors',
    indicator: { counts: 'queries', all: signal.queriesSlice, bad: signal.failuresSlice },
    trouble: { uses: 'Failed queries use', happened: 'of queries failed' },
    slo: { ratio: 0.999, says: 'under 0.1 % of queries fail' },
    sla: { ratio: 0.998, says: 'under 0.2 % of queries fail' },
    baseline: baselines.errorRatio,
    leastEvents: leastTraffic.queries,
    mutedBy: { page: ['ServiceDown', 'HighErrorRate'], ticket: ['MediumErrorRate'] },
  },
];

/**
 * How fast the budget of 30 days may burn: the share that is gone before anybody is told, over the part of 30 days that the long
 * window is. 2 % in one hour is 14.4 times too fast, 5 % in six hours 6 times, 10 % in a day 3 times, 10 % in three days once.
 */
export const tiers: readonly Tier[] = [
  { tells: 'page', long: '1h', short: '5m', factor: 14.4 },
  { tells: 'page', long: '6h', short: '30m', factor: 6 },
  { tells: 'ticket', long: '1d', short: '2h', factor: 3 },
  { tells: 'ticket', long: '3d', short: '6h', factor: 1 },
];

/** How fast each budget burns, and whether it is measured at all: nine alerts, made of what stands above. */
export const sloAlerts: AlertGroup = {
  name: 'fraiseql-slo',
  interval: '30s',
  alerts: objectives.flatMap((objective) => burnAlerts(objective, tiers)),
};
