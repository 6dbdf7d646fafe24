import type { Latency } from './latency.ts';

/** What a replica depends on, by the label of its series. */
export const dependencies = ['database', 'elasticsearch', 'redis', 'kms'] as const;

export type Dependency = (typeof dependencies)[number];

/** Kinds of work whose time is measured. */
export type Work = 'query' | 'database' | 'apiKey';

/** Something that the detection saw. */
export interface Anomaly {
  /** The rule that saw it. */
  readonly rule: string;
  /** The replica that it was seen by, from 0. */
  readonly replica: number;
}

/** What a service meets in a few seconds: all that its replicas, and what stands beside them, have to show. */
export interface Conditions {
  /** Queries, all replicas together. */
  readonly queriesPerMinute: number;
  /** Failed queries over all queries, and those of them that timed out. */
  readonly failedShare: number;
  readonly timedOutShare: number;
  readonly latency: Readonly<Record<Work, Latency>>;
  /** Checks of API keys, all replicas together, and the share of them that is refused. */
  readonly keyChecksPerMinute: number;
  readonly refusedShare: number;
  /** Requests that the rate limit refuses, all replicas together. */
  readonly rateLimitedPerMinute: number;
  /** Look-ups of the cache that hit, over all. */
  readonly cacheHitShare: number;
  /** Connections of all pools together that run a query, that wait for work; and requests that wait for one. */
  readonly connectionsActive: number;
  readonly connectionsIdle: number;
  readonly connectionsWaiting: number;
  readonly apiKeysActive: number;
  readonly anomalies: readonly Anomaly[];
  /** Dependencies that no replica reaches. */
  readonly unreachable: readonly Dependency[];
  /** Replicas that answer, and share the work. */
  readonly answering: number;
  /** Use over the limit, of each container. */
  readonly cpuUse: number;
  readonly memoryUse: number;
  /** Size of the database, and free space of its volume, in bytes. */
  readonly databaseBytes: number;
  readonly volumeFree: number;
  /** Seconds that the replica of the database is behind. */
  readonly replicationLag: number;
  /** Whether the endpoint answers well from outside. */
  readonly answersOutside: boolean;
}
