import type { Conditions } from '../../src/simulator/conditions.ts';
import { courseOf, mix, mixFactor, type Course, type Points } from '../../src/simulator/course.ts';
import { volumeBytes, type Calendar } from '../../src/simulator/cluster.ts';
import type { Latency } from '../../src/simulator/latency.ts';
import { usual } from '../../src/simulator/usual.ts';
import { at, dayLong, midnight, type Span } from './clock.ts';

const course = (points: Points): Course => courseOf(points, midnight);

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
export const usualQueriesPerMinute: Course = course(usual.queriesPerMinute);

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

/** Connections of all pools together. They may open 100. */
export const pools = { max: [34, 33, 33], idle: 12 } as const;
export const connectionsActive: Course = during(97, course(usual.connectionsActive));
export const connectionsWaiting: Course = during(64, () => 0);

/** API keys, and those who come without a good one. */
export const apiKeysActive = 487;
export const keyChecksPerMinute: Course = course(usual.keyChecksPerMinute);
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
export const cpuUse: Course = during(0.52, course(usual.cpuUse));
export const memoryUse: Course = during(0.62, course(usual.memoryUse));

/** The database: 50 GB on a volume of 1 TB, and 10 GB more each month. */
export const database = { bytes: 50e9, grownPerDay: 10e9 / 30 } as const;
export const replicationLag: Course = during(9, course(usual.replicationLag));

/** When dumps begin whose Jobs are there: that of the evening before, and those of the day. */
const dumps = [at('18:00') - dayLong, ...['00:00', '06:00', '12:00', '18:00'].map(at)];

/** What stands beside the service and happens at its times. `since` is when it was first looked at. */
export const calendar = (since: number): Calendar => ({
  created: at('00:00') - 60 * dayLong,
  dumps: (moment) => dumps.filter((begin) => begin <= moment),
  restored: () => at('00:00') - 2.9 * dayLong,
  certificateEnd: () => at('00:00') + 61 * dayLong,
  since,
});

/** All that the replicas and what stands beside them meet in the seconds before a moment. */
export function conditionsAt(moment: number, seconds: number): Conditions {
  const databaseBytes = Math.round(
    database.bytes + (database.grownPerDay * (moment - at('00:00'))) / dayLong,
  );
  const fails = moment >= healthFails.from && moment < healthFails.to;
  return {
    queriesPerMinute: queriesPerMinute(moment),
    failedShare: failedShare(moment),
    timedOutShare: timedOutShare(moment),
    latency: {
      query: latencyAt('query', moment),
      database: latencyAt('database', moment),
      apiKey: latencyAt('apiKey', moment),
    },
    keyChecksPerMinute: keyChecksPerMinute(moment),
    refusedShare,
    rateLimitedPerMinute: 0,
    cacheHitShare: cacheHitShare(moment),
    connectionsActive: connectionsActive(moment),
    connectionsIdle: pools.idle,
    connectionsWaiting: connectionsWaiting(moment),
    apiKeysActive,
    anomalies: anomalies
      .map((anomaly, index) => ({ ...anomaly, replica: index % pools.max.length }))
      .filter((anomaly) => anomaly.moment > moment - seconds && anomaly.moment <= moment),
    unreachable: fails ? ['database'] : [],
    answering: pools.max.length,
    cpuUse: cpuUse(moment),
    memoryUse: memoryUse(moment),
    databaseBytes,
    volumeFree: volumeBytes - databaseBytes,
    replicationLag: replicationLag(moment),
    answersOutside: !fails,
  };
}

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
