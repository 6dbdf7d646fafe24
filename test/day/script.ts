import { at, dayLong, type Span } from './clock.ts';
import { course, mix, mixFactor, type Course } from './courses.ts';
import type { Latency } from './latency.ts';

/**
 * What happens on the day, as a table of numbers. All of it is at the baselines that were measured in production, but for one
 * incident: after a deployment in the afternoon PostgreSQL chooses a bad plan for a frequent query. The database slows, connections
 * are held for longer, the pools fill, queries wait and time out. The plan is fixed at 14:45, and eight minutes later all is well.
 */
export const incident = { begins: '14:05', worst: '14:17', mitigated: '14:45', over: '14:53' } as const;

/** In the worst of it `/health` answers 503 for a few minutes: its check of the database times out. */
export const healthFails: Span = { from: at('14:31'), to: at('14:35') };

/** From 0, when all is well, to 1, the worst of the incident. */
export const severity: Course = course({
  '00:00': 0,
  [incident.begins]: 0,
  [incident.worst]: 1,
  [incident.mitigated]: 1,
  [incident.over]: 0,
  '24:00': 0,
});

/** Queries on any day. From 12:40 to 13:45 nothing moves. */
export const usualQueriesPerMinute: Course = course({
  '00:00': 560,
  '02:00': 500,
  '06:00': 500,
  '09:00': 1150,
  '11:00': 1400,
  '12:20': 1500,
  '12:28': 2200, // the peak
  '12:40': 1450,
  '13:45': 1450,
  '17:00': 1350,
  '20:00': 760,
  '24:00': 560,
});

/** Queries of this day, all replicas together: in the worst of the incident there is room for fewer. */
export const queriesPerMinute: Course = during(1250, usualQueriesPerMinute);

/** Failed queries over all queries, and those of them that timed out. */
export const failing = { normal: 0.0002, spike: 0.0008, worst: 0.035 } as const;
export const timedOutOfFailed = { normal: 0.3, worst: 0.6 } as const;
export const failedShare: Course = during(
  failing.worst,
  course({
    '00:00': failing.normal,
    '10:15': failing.normal,
    '10:18': failing.spike, // a short spike, as there are some
    '10:21': failing.normal,
    '24:00': failing.normal,
  }),
);
export const timedOutShare: Course = (moment) =>
  failedShare(moment) * mix(timedOutOfFailed.normal, timedOutOfFailed.worst, severity(moment));

/** How long a query takes, and how long PostgreSQL and the check of an API key take in it. */
export const latencies = {
  query: {
    normal: { quick: 0.018, slow: 0.19, slowShare: 0.025 },
    worst: { quick: 0.06, slow: 0.5, slowShare: 0.15 },
  },
  database: {
    normal: { quick: 0.007, slow: 0.03, slowShare: 0.02 },
    worst: { quick: 0.028, slow: 0.3, slowShare: 0.16 },
  },
  apiKey: {
    normal: { quick: 0.011, slow: 0.03, slowShare: 0.02 },
    worst: { quick: 0.012, slow: 0.032, slowShare: 0.03 },
  },
} as const satisfies Record<string, { normal: Latency; worst: Latency }>;

export const databaseQueriesPerQuery = 2;

/** Requests that are no valid query, for each that is. */
export const badRequestShare = 0.004;

/** Connections of all pools together. They may open 100. */
export const pools = { max: [34, 33, 33], idle: 12 } as const;
export const connectionsActive: Course = during(
  97,
  course({
    '00:00': 12,
    '03:00': 10,
    '09:00': 22,
    '12:20': 25,
    '12:28': 33,
    '12:40': 24,
    '13:45': 24,
    '20:00': 17,
    '24:00': 12,
  }),
);
export const connectionsWaiting: Course = during(64, () => 0);

/** API keys, and those who come without a good one. */
export const apiKeysActive = 487;
export const keyChecksPerMinute: Course = course({
  '00:00': 60,
  '03:00': 50,
  '11:00': 180,
  '17:00': 170,
  '24:00': 60,
});
export const refusedShare = 0.003;

/** Look-ups of the cache that hit. The fix empties it, and it fills again. */
export const cacheHitShare: Course = course({
  '00:00': 0.91,
  [incident.mitigated]: 0.91,
  '14:48': 0.42,
  '15:03': 0.91,
  '24:00': 0.91,
});

/** Anomalies that detection rules see, and when. */
export const anomalies = [
  { rule: 'query_spike', moment: at('12:27') },
  { rule: 'unusual_client', moment: at('09:41') },
  { rule: 'slow_query_burst', moment: at('14:12') },
] as const;

/** Use of the limits, by container: one CPU, and a thousand megabytes. */
export const cpuUse: Course = during(
  0.52,
  course({ '00:00': 0.18, '03:00': 0.15, '12:28': 0.46, '24:00': 0.18 }),
);
export const memoryUse: Course = during(0.62, course({ '00:00': 0.41, '12:28': 0.47, '24:00': 0.42 }));

/** The database: 50 GB on a volume of 1 TB, and 10 GB more each month. */
export const database = { bytes: 50e9, volumeBytes: 1e12, grownPerDay: 10e9 / 30 } as const;
export const replicationLag: Course = during(9, course({ '00:00': 0.3, '12:28': 0.8, '24:00': 0.3 }));

/** Times at which a dump begins, and how long one takes. */
export const dumps = { begin: ['00:00', '06:00', '12:00', '18:00'], minutes: 9 } as const;

/** How long a kind of work takes at a moment. */
export function latencyAt(kind: keyof typeof latencies, moment: number): Latency {
  const { normal, worst } = latencies[kind];
  const share = severity(moment);
  return {
    quick: mixFactor(normal.quick, worst.quick, share),
    slow: mixFactor(normal.slow, worst.slow, share),
    slowShare: mix(normal.slowShare, worst.slowShare, share),
  };
}

/** A course that the incident takes to its worst value and lets go. */
function during(worst: number, normal: Course): Course {
  return (moment) => mix(normal(moment), worst, severity(moment));
}

/** Outages in the 30 days before: 34 minutes, so that the service answered 99.92 % of the time. */
export const outagesBefore: readonly Span[] = [
  { from: at('09:40') - 19 * dayLong, to: at('10:01') - 19 * dayLong },
  { from: at('20:10') - 7 * dayLong, to: at('20:23') - 7 * dayLong },
];
