import { at } from '../day/clock.ts';

/** What a query must have answered, worked out by hand from the script of the day. */
export interface Expected {
  /** The query's name in its panel. */
  readonly query: string;
  /** Labels of the series. @default - there is but one */
  readonly labels?: Readonly<Record<string, string>>;
  /** When. @default - the last value */
  readonly moment?: number;
  readonly value: number;
  /** How far off it may be: chance, scrapes and buckets. */
  readonly within: number;
}

/** A calm stretch, and the middle of the incident. */
const calm = at('13:20');
const worst = at('14:30');

/** Queries of 30 days: 1.361 million a day. */
const ofMonth = 30 * 1.361e6;

/** Queries of the incident, as if it were at its worst all the time: 28 minutes at 1,250, and twice 10 half as bad at 1,340. */
const inIncident = 28 * 1250 + 10 * 1340;

/** Seconds down in 30 days: outages of 21 and 13 minutes, and today eight scrapes of `/health` that answer 503. */
const secondsDown = (21 + 13) * 60 + 8 * 30;
const downOfMonth = secondsDown / (30 * 86_400);

/** 0.02 % of all queries fail, and in the incident 3.5 %. */
const failedOfMonth = 0.0002 + (0.035 * inIncident) / ofMonth;

/** Slower than 100 ms are usually 2.724 % of the queries, in the incident 28.85 %; slower than 150 ms 1.911 % and 19.18 %. */
const slowOfMonth = 0.02724 + ((0.2885 - 0.02724) * inIncident) / ofMonth;
const slowForCustomers = 0.01911 + ((0.1918 - 0.01911) * inIncident) / ofMonth;

/**
 * At 14:45, where the last point is: 28 minutes at the worst with 1,250 queries each, 12 on the way there with 1,350, of which
 * half as many fail and 13 % are slow; before that 1,430 a minute, and 1.361 million a day.
 */
const burning = (minutesBefore: number, perMinute: number) => {
  const before = minutesBefore * perMinute;
  const all = 28 * 1250 + 12 * 1350 + before;
  return {
    failed: (0.035 * (28 * 1250 + 6 * 1350) + 0.0002 * before) / all,
    slow: (0.2885 * 28 * 1250 + 0.13 * 12 * 1350 + 0.02724 * before) / all,
  };
};
const burn = {
  hour: burning(20, 1420),
  sixHours: burning(320, 1400),
  day: burning(1400, 936),
  threeDays: burning(4280, 940),
};

/**
 * What each panel must show, by board and title. Quantiles are read between two bounds of the histogram, of which the share of
 * queries under each is worked out from the script: most queries spread around one time, and a few around another.
 */
export const byHand: Readonly<Record<string, Readonly<Record<string, readonly Expected[]>>>> = {
  'fraiseql-production-health': {
    Uptime: [
      { query: 'A', value: 1, within: 0 },
      { query: 'B', value: 1 - downOfMonth, within: 2e-6 },
    ],
    'Requests by status': [
      // 1,450 queries a minute, 0.4 % bad requests, and a health check of each replica every 5 seconds
      { query: 'A', moment: calm, value: (1450 / 60) * 1.004 + 3 / 5, within: 0.7 },
      { query: 'B', labels: { status: '2xx' }, moment: calm, value: 1450 / 60 + 3 / 5, within: 0.7 },
      { query: 'B', labels: { status: '4xx' }, moment: calm, value: (1450 / 60) * 0.004, within: 0.05 },
      // Of 3.5 % that fail, six of ten time out.
      {
        query: 'B',
        labels: { status: '5xx' },
        moment: worst,
        value: (1250 / 60) * 0.035 * 0.6,
        within: 0.08,
      },
    ],
    'Failed queries': [
      { query: 'A', moment: calm, value: 0.0002, within: 0.0003 },
      { query: 'A', moment: worst, value: 0.035, within: 0.004 },
    ],
    'Time to answer': [
      // under 10 ms 12.898 %, under 25 ms 72.249 %
      { query: 'A', moment: calm, value: 0.01 + (0.015 * (50 - 12.898)) / (72.249 - 12.898), within: 0.001 },
      // under 50 ms 93.940 %, under 100 ms 97.276 %
      { query: 'B', moment: calm, value: 0.05 + (0.05 * (95 - 93.94)) / (97.276 - 93.94), within: 0.008 },
      // under 500 ms 92.404 %, under 1 s 99.107 %
      { query: 'B', moment: worst, value: 0.5 + (0.5 * (95 - 92.404)) / (99.107 - 92.404), within: 0.05 },
      { query: 'C', moment: worst, value: 0.5 + (0.5 * (99 - 92.404)) / (99.107 - 92.404), within: 0.2 },
    ],
    // 24 of 100 connections; a replica has 33 or 34 of them
    'Connection pool in use': [{ query: 'A', value: 0.24, within: 0.05 }],
    'Active API keys': [{ query: 'A', moment: calm, value: 487, within: 0 }],
    'Anomalies by rule': [{ query: 'A', labels: { rule: 'slow_query_burst' }, value: 1, within: 0.02 }],
  },
  'fraiseql-database-health': {
    'Time the database takes': [
      // under 5 ms 24.906 %, under 10 ms 74.301 %, under 20 ms 95.038 %
      {
        query: 'A',
        moment: calm,
        value: 0.005 + (0.005 * (50 - 24.906)) / (74.301 - 24.906),
        within: 0.0003,
      },
      { query: 'B', moment: calm, value: 0.01 + (0.01 * (95 - 74.301)) / (95.038 - 74.301), within: 0.002 },
      // under 250 ms 89.130 %, under 500 ms 98.156 %
      { query: 'B', moment: worst, value: 0.25 + (0.25 * (95 - 89.13)) / (98.156 - 89.13), within: 0.03 },
      // under 1 s 99.871 %
      { query: 'C', moment: worst, value: 0.5 + (0.5 * (99 - 98.156)) / (99.871 - 98.156), within: 0.1 },
    ],
    Connections: [
      { query: 'A', moment: calm, value: 24, within: 3 },
      { query: 'A', moment: worst, value: 97, within: 3 },
      { query: 'B', moment: calm, value: 12, within: 1 },
      { query: 'C', moment: worst, value: 64, within: 8 },
    ],
    'Replication lag': [{ query: 'A', moment: worst, value: 9, within: 3 }],
    // 50 GB at midnight, a third of a gigabyte more each day, of 1,000 GB
    'Disk in use': [
      { query: 'A', moment: calm, value: (50 + (10 / 30) * (13.33 / 24)) / 1000, within: 1e-5 },
    ],
    // Shipped 12 seconds before, and scraped up to 30 ago
    'Age of the recovery point': [{ query: 'A', moment: calm, value: 27, within: 16 }],
    // The dump of noon took nine minutes
    'Age of the newest backup': [
      { query: 'A', moment: calm, value: 71 * 60, within: 31 },
      { query: 'B', moment: calm, value: 80 * 60, within: 31 },
    ],
    'Size of the newest dump': [{ query: 'A', value: 48e6, within: 0 }],
    'Time that a restore takes': [{ query: 'A', value: 20 + 1150 + 90, within: 1e-6 }],
  },
  'fraiseql-slo': {
    'Error budget left': [
      { query: 'A', value: 1 - downOfMonth / 0.001, within: 0.002 },
      { query: 'B', value: 1 - slowOfMonth / 0.05, within: 0.005 },
      { query: 'C', value: 1 - failedOfMonth / 0.001, within: 0.01 },
    ],
    'Availability: SLO': [{ query: 'A', value: 1 - downOfMonth, within: 2e-6 }],
    'Availability: SLA': [{ query: 'A', value: 1 - downOfMonth, within: 2e-6 }],
    'Availability: budget left': [{ query: 'A', value: 1 - downOfMonth / 0.001, within: 0.002 }],
    'Availability: burn rate': [
      { query: 'A', value: 240 / 3600 / 0.001 / 14.4, within: 0.1 / 14.4 },
      { query: 'B', value: 240 / 21_600 / 0.001 / 6, within: 0.3 / 6 },
      { query: 'C', value: 240 / 86_400 / 0.001 / 3, within: 0.05 / 3 },
      { query: 'D', value: 240 / 259_200 / 0.001, within: 0.01 },
    ],
    'Latency: SLO': [{ query: 'A', value: 1 - slowOfMonth, within: 0.0002 }],
    'Latency: SLA': [{ query: 'A', value: 1 - slowForCustomers, within: 0.0002 }],
    'Latency: budget left': [{ query: 'A', value: 1 - slowOfMonth / 0.05, within: 0.005 }],
    'Latency: burn rate': [
      { query: 'A', value: burn.hour.slow / 0.05 / 14.4, within: 0.2 / 14.4 },
      { query: 'B', value: burn.sixHours.slow / 0.05 / 6, within: 0.05 / 6 },
      { query: 'C', value: burn.day.slow / 0.05 / 3, within: 0.03 / 3 },
      { query: 'D', value: burn.threeDays.slow / 0.05, within: 0.02 },
    ],
    'Errors: SLO': [{ query: 'A', value: 1 - failedOfMonth, within: 1e-5 }],
    'Errors: SLA': [{ query: 'A', value: 1 - failedOfMonth, within: 1e-5 }],
    'Errors: budget left': [{ query: 'A', value: 1 - failedOfMonth / 0.001, within: 0.01 }],
    'Errors: burn rate': [
      { query: 'A', value: burn.hour.failed / 0.001 / 14.4, within: 1 / 14.4 },
      { query: 'B', value: burn.sixHours.failed / 0.001 / 6, within: 0.2 / 6 },
      { query: 'C', value: burn.day.failed / 0.001 / 3, within: 0.1 / 3 },
      { query: 'D', value: burn.threeDays.failed / 0.001, within: 0.04 },
    ],
  },
  'fraiseql-on-call': {
    Alerting: [{ query: 'A', value: 1, within: 0 }],
    // QueryTimeouts and EndpointDown are over.
    Critical: [{ query: 'A', value: 0, within: 0 }],
    // HighErrorRate stays a while. It has paged for the errors, so that no burn of a budget does.
    High: [{ query: 'A', value: 1, within: 0 }],
    // Error rate, latency, pool, connections active and waiting, and the database
    Medium: [{ query: 'A', value: 6, within: 0 }],
    Low: [{ query: 'A', value: 0, within: 0 }],
    'Firing alerts': [
      // Errors rise to 3.5 % within twelve minutes from 14:05: over five minutes 0.5 % is reached after about five
      { query: 'A', labels: { alertname: 'HighErrorRate' }, value: 47 * 60, within: 90 },
      // Over 80 of 100 connections since eight minutes into the twelve of its beginning
      { query: 'A', labels: { alertname: 'DatabasePoolPressure' }, value: 44 * 60, within: 60 },
    ],
    // The cache was emptied at 14:45; over 15 minutes 80 % is reached when a quarter of them are at half.
    'Pending alerts': [{ query: 'A', labels: { alertname: 'CacheHitRateLow' }, value: 7 * 60, within: 60 }],
  },
};

/** In which colour large values must stand at the end, and with which words: green where all is well again. */
export const looks: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'fraiseql-production-health': { Uptime: ['green', 'green'], 'Connection pool in use': ['green'] },
  'fraiseql-database-health': {},
  'fraiseql-slo': {
    'Availability: SLO': ['green'],
    'Availability: SLA': ['green'],
    'Availability: budget left': ['green'],
    'Latency: SLO': ['green'],
    'Latency: SLA': ['green'],
    'Latency: budget left': ['green'],
    'Errors: SLO': ['green'],
    'Errors: SLA': ['green'],
    'Errors: budget left': ['green'],
  },
  'fraiseql-on-call': {
    Alerting: ['green alive'],
    Critical: ['green'],
    High: ['red'],
    Medium: ['orange'],
    Low: ['green'],
  },
};
