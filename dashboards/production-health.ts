import { capacity, errorRatio, latency, lines, none, pool } from '../alerts/thresholds.ts';
import type { Board } from '../src/model/dashboard.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { period, range, recent } from './house-style.ts';
import { promised } from './promises.ts';

const availability = promised('availability');

/** Seven panels that say whether customers are well. The first thing to open. */
export const productionHealth: Board = {
  uid: 'fraiseql-production-health',
  title: 'FraiseQL / Production Health',
  description:
    'Are customers well? The first board to open: traffic, errors, latency, and what runs out first.',
  from: 'now-6h',
  rows: [
    {
      title: 'What customers see',
      panels: [
        {
          key: 'uptime',
          kind: 'stat',
          title: 'Uptime',
          description: text`
            Share of the last 5 minutes and of the last 30 days in which the service answered. Usual are 100 % and 99.92 %. When the
            last minutes are red, it is down: go to the runbook of ServiceDown. Customers were promised ${availability.sla} and we
            promise ourselves ${availability.slo}: when the 30 days turn yellow, put changes off and look at the board SLO; when they
            turn red, credits are due.`,
          unit: 'percentunit',
          decimals: 3,
          width: 6,
          queries: [
            { expr: promql`1 - ${signal.availabilityBadRatio.over('5m')}`, legend: 'Last 5 minutes' },
            { expr: promql`1 - ${signal.availabilityBadRatio.over(period)}`, legend: '30 days' },
          ],
          bad: 'low',
          marks: [
            { at: availability.slo, means: 'objective' },
            { at: availability.sla, means: 'page' },
          ],
          alerts: ['ServiceDown', 'EndpointDown'],
        },
        {
          key: 'request-rate',
          kind: 'timeseries',
          title: 'Requests by status',
          description: text`
            HTTP requests a second, all together and by class of status. Usual are 8 to 25 a second, 37 at the peak. At
            ${capacity.requestRate} three replicas are too few: scale out. A sudden fall is as bad as a rise: ask whether customers
            get in at all.`,
          unit: 'reqps',
          width: 9,
          queries: [
            { expr: promql`${signal.requestRate.over(recent)}`, legend: 'All', colour: 'main' },
            {
              expr: promql`${signal.requestRateByStatus.over(recent)}`,
              legend: '{{status}}',
              colour: { '2xx': 'healthy', '3xx': 'calm', '4xx': 'far', '5xx': 'page' },
            },
          ],
          axis: 'values',
          marks: [{ at: capacity.requestRate, means: 'ticket', alert: 'RequestRateHigh' }],
        },
        {
          key: 'error-rate',
          kind: 'timeseries',
          title: 'Failed queries',
          description: text`
            Failed queries over all queries. Usual is 0.02 %, with short spikes to 0.08 %. Over ${errorRatio.medium} a ticket is
            written, over ${errorRatio.high} somebody is paged. Look first at what was deployed last, then at the database.`,
          unit: 'percentunit',
          width: 9,
          queries: [
            {
              expr: promql`${signal.queryErrorRatio.over(recent)}`,
              legend: 'Failed queries',
              colour: 'main',
            },
          ],
          marks: [
            { at: errorRatio.medium, means: 'ticket', alert: 'MediumErrorRate' },
            { at: errorRatio.high, means: 'page', alert: 'HighErrorRate' },
          ],
        },
      ],
    },
    {
      title: 'How fast, and what runs out',
      panels: [
        {
          key: 'latency',
          kind: 'timeseries',
          title: 'Time to answer',
          description: text`
            How long half of the queries, 95 % and 99 % of them take at most. Usual are 15 to 25 ms, 45 to 85 ms and 150 to 280 ms.
            The lines are about the 95 %: the objective is ${lines.latency}, over ${latency.medium} a ticket is written, over
            ${latency.high} somebody is paged. See on the board Database Health whether it is the database.`,
          unit: 's',
          width: 16,
          queries: [
            { expr: promql`${signal.queryLatencyP50.over(recent)}`, legend: 'P50', colour: 'calm' },
            { expr: promql`${signal.queryLatencyP95.over(recent)}`, legend: 'P95, judged', colour: 'main' },
            { expr: promql`${signal.queryLatencyP99.over(recent)}`, legend: 'P99', colour: 'far' },
          ],
          marks: [
            { at: lines.latency, means: 'objective' },
            { at: latency.medium, means: 'ticket', alert: 'MediumLatency' },
            { at: latency.high, means: 'page', alert: 'HighLatency' },
          ],
        },
        {
          key: 'connection-pool',
          kind: 'gauge',
          title: 'Connection pool in use',
          description: text`
            Connections in use over connections allowed, of the fullest pool. Usual are 10 to 30 of 100. Over ${pool.pressure} a
            ticket is written, over ${pool.exhausted} somebody is paged: queries begin to wait. Look for slow queries that hold
            connections before you allow more of them.`,
          unit: 'percentunit',
          width: 8,
          queries: [{ expr: promql`${signal.poolUse}`, legend: 'Fullest pool' }],
          marks: [
            { at: pool.pressure, means: 'ticket', alert: 'DatabasePoolPressure' },
            { at: pool.exhausted, means: 'page', alert: 'DatabasePoolExhausted' },
          ],
        },
      ],
    },
    {
      title: 'Keys and anomalies',
      panels: [
        {
          key: 'api-keys',
          kind: 'timeseries',
          title: 'Active API keys',
          description: text`
            API keys that are valid. There were 487 in March 2026, and 30 to 50 more come with each month. A sudden fall means that
            keys were revoked: ask whether somebody meant to.`,
          unit: 'short',
          width: 12,
          queries: [{ expr: promql`${signal.apiKeysActive}`, legend: 'Active keys', colour: 'main' }],
        },
        {
          key: 'anomalies',
          kind: 'table',
          title: 'Anomalies by rule',
          description: text`
            What the anomaly detection saw in the range of this board, by its rule. Usual are 2 to 3 a day. Many of one rule at once
            may be an attack: read the audit log for the client.`,
          unit: 'short',
          decimals: 0, // what increase() works out is seldom whole
          width: 12,
          expr: promql`${signal.anomalies.over(range)} > ${none}`,
          labels: { rule: 'Rule' },
          heading: 'Anomalies',
          empty: 'No anomalies in this range.',
          alerts: ['AnomalyDetected'],
        },
      ],
    },
  ],
};
