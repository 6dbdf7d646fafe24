import type { Points } from './course.ts';

/** What a service does on any day when all is well, at times in UTC: the baselines that were measured in production. */
export const usual = {
  /** Queries, all replicas together. */
  queriesPerMinute: {
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
  },
  /** Connections that run a query, of the 100 that all pools together may open. */
  connectionsActive: {
    '00:00': 12,
    '03:00': 10,
    '09:00': 22,
    '12:20': 25,
    '12:28': 33,
    '12:40': 24,
    '13:45': 24,
    '20:00': 17,
    '24:00': 12,
  },
  keyChecksPerMinute: { '00:00': 60, '03:00': 50, '11:00': 180, '17:00': 170, '24:00': 60 },
  /** Use of the limits, by container. */
  cpuUse: { '00:00': 0.18, '03:00': 0.15, '12:28': 0.46, '24:00': 0.18 },
  memoryUse: { '00:00': 0.41, '12:28': 0.47, '24:00': 0.42 },
  /** Seconds that the replica of the database is behind. */
  replicationLag: { '00:00': 0.3, '12:28': 0.8, '24:00': 0.3 },
} as const satisfies Readonly<Record<string, Points>>;
