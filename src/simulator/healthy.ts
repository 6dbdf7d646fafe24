import { Chance } from './chance.ts';
import type { Anomaly } from './conditions.ts';
import { volumeBytes } from './cluster.ts';
import { everyDay } from './course.ts';
import { dayLong, minute } from './time.ts';
import { usual } from './usual.ts';

/** Numbers that say how a service does, and that a fault may change. */
export interface Measures {
  readonly queriesPerMinute: number;
  readonly failedShare: number;
  readonly timedOutShare: number;
  /** From 0, as quick as usual, to 1: one query in twenty takes 600 ms. */
  readonly slowness: number;
  readonly keyChecksPerMinute: number;
  readonly refusedShare: number;
  readonly rateLimitedPerMinute: number;
  readonly cacheHitShare: number;
  readonly connectionsActive: number;
  readonly connectionsWaiting: number;
  readonly anomaliesPerMinute: number;
  readonly cpuUse: number;
  readonly memoryUse: number;
  readonly replicationLag: number;
  /** Share of the database's volume that is used. */
  readonly volumeUsed: number;
}

export type Measure = keyof Measures;

const courses = {
  queriesPerMinute: everyDay(usual.queriesPerMinute),
  connectionsActive: everyDay(usual.connectionsActive),
  keyChecksPerMinute: everyDay(usual.keyChecksPerMinute),
  cpuUse: everyDay(usual.cpuUse),
  memoryUse: everyDay(usual.memoryUse),
  replicationLag: everyDay(usual.replicationLag),
};

/** Failed queries over all, usually and in a short spike, and the share of them that time out. */
const failing = { usual: 0.0002, spike: 0.0008, timedOut: 0.3 } as const;

/** What a healthy service does at a moment, apart from chance that its happenings of the day bring. */
export const healthyAt = (moment: number, today: Happenings): Measures => {
  const spikes = today.spikes.some((spike) => moment > spike && moment <= spike + spikeTakes);
  const failedShare = spikes ? failing.spike : failing.usual;
  return {
    queriesPerMinute: courses.queriesPerMinute(moment),
    failedShare,
    timedOutShare: failedShare * failing.timedOut,
    slowness: 0,
    keyChecksPerMinute: courses.keyChecksPerMinute(moment),
    refusedShare: 0.003,
    rateLimitedPerMinute: 0,
    cacheHitShare: 0.91,
    connectionsActive: courses.connectionsActive(moment),
    connectionsWaiting: 0,
    anomaliesPerMinute: 0,
    cpuUse: courses.cpuUse(moment),
    memoryUse: courses.memoryUse(moment),
    replicationLag: courses.replicationLag(moment),
    volumeUsed: databaseBytes(moment) / volumeBytes,
  };
};

/** How much there is to do at a moment: from 0 in the quietest hour to 1 at the peak. */
export const loadAt = (moment: number): number => (courses.queriesPerMinute(moment) - 500) / (2200 - 500);

/** What has grown since the baselines were measured, for a year at most: then the service is as large as it was planned for. */
const monthsGrown = (moment: number): number =>
  Math.min(12, Math.max(0, (moment - Date.UTC(2026, 2, 1) / 1000) / (30 * dayLong)));

/** The database: 50 GB, and 10 GB more each month. */
export const databaseBytes = (moment: number): number => Math.round(50e9 + 10e9 * monthsGrown(moment));

/** API keys: 487, and 40 more each month. */
export const apiKeysActive = (moment: number): number => Math.floor(487 + 40 * monthsGrown(moment));

/** What happens by chance on a day. */
export interface Happenings {
  /** When short spikes of errors begin. */
  readonly spikes: readonly number[];
  readonly anomalies: readonly (Anomaly & { readonly moment: number })[];
}

const spikeTakes = 3 * minute;

/** The rules of the anomaly detection. */
export const detectionRules = ['query_spike', 'unusual_client', 'slow_query_burst'] as const;

/** What happens by chance on the day of a moment: three spikes, and two or three anomalies. */
export function happeningsOn(moment: number, seed: number, replicas: number): Happenings {
  const midnight = Math.floor(moment / dayLong) * dayLong;
  const chance = new Chance(`${String(seed)} happenings`);
  chance.turnTo(midnight / dayLong);
  const below = (count: number) => Math.floor(chance.draw() * count);
  const sometime = () => midnight + minute * below(dayLong / minute - spikeTakes / minute);
  const anomaly = () => ({ moment: sometime() + minute, replica: below(replicas), rule: aRule(below) });
  return {
    spikes: Array.from({ length: 3 }, sometime),
    anomalies: Array.from({ length: 2 + below(2) }, anomaly),
  };
}

const aRule = (below: (count: number) => number): string =>
  detectionRules[below(detectionRules.length)] ?? detectionRules[0];
