import type { Scenario } from './scenario.ts';

/** Name of a scenario. */
export type ScenarioName =
  | 'error-burst'
  | 'slow-burn'
  | 'slow'
  | 'sluggish'
  | 'pool'
  | 'timeouts'
  | 'dependency-down'
  | 'attack'
  | 'anomaly'
  | 'outage'
  | 'disk-full'
  | 'replica-down'
  | 'restart'
  | 'rolling-deploy'
  | 'quiet-night';

/**
 * Faults that one can have at will, each a few numbers that healthy ones become. A new one is a row; it must fire the alert that it names, and
 * nothing must fire before it, or a test fails.
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  'error-burst': {
    title: 'Queries fail',
    says: 'Five queries in a hundred fail.',
    fires: 'HighErrorRate',
    minutes: 15,
    worst: { failedShare: 0.05 },
  },
  'slow-burn': {
    title: 'A few queries fail, for long',
    says: 'Three queries in a thousand fail: too few to wake anybody, and more than the objective allows.',
    fires: 'MediumErrorRate',
    minutes: 40,
    worst: { failedShare: 0.003 },
  },
  slow: {
    title: 'Queries are slow',
    says: 'The database chooses a bad plan: one query in twenty takes most of a second.',
    fires: 'HighLatency',
    minutes: 15,
    worst: { slowness: 1 },
  },
  sluggish: {
    title: 'Queries are a little slow, for long',
    says: 'One query in twenty takes a fifth of a second.',
    fires: 'MediumLatency',
    minutes: 50,
    worst: { slowness: 0.4 },
  },
  pool: {
    title: 'Database connections run out',
    says: 'Connections are held for too long: 97 of 100 are in use, and 64 requests wait.',
    fires: 'DatabasePoolExhausted',
    minutes: 15,
    worst: { connectionsActive: 97, connectionsWaiting: 64 },
  },
  timeouts: {
    title: 'Queries time out',
    says: 'Four queries in a hundred are given up.',
    fires: 'QueryTimeouts',
    minutes: 15,
    worst: { failedShare: 0.042, timedOutShare: 0.04, slowness: 0.6 },
  },
  'dependency-down': {
    title: 'Elasticsearch does not answer',
    says: 'No replica reaches Elasticsearch. Queries are answered, and nothing is logged.',
    fires: 'DependencyDown',
    minutes: 15,
    unreachable: ['elasticsearch'],
  },
  attack: {
    title: 'Somebody tries keys',
    says: 'A thousand API keys a minute are tried, none of which is good; most of the rest is refused by the rate limit.',
    fires: 'AuthenticationFailures',
    minutes: 15,
    worst: { keyChecksPerMinute: 1200, refusedShare: 0.85, rateLimitedPerMinute: 3000 },
  },
  anomaly: {
    title: 'Anomalies are detected',
    says: 'The detection sees an anomaly in each of ten minutes.',
    fires: 'AnomalyDetected',
    minutes: 10,
    worst: { anomaliesPerMinute: 1 },
  },
  outage: {
    title: 'No replica is left',
    says: 'All replicas are gone. Every query fails, and nobody is left to count it.',
    fires: 'ServiceDown',
    minutes: 15,
    down: 'all',
  },
  'disk-full': {
    title: 'The database volume is nearly full',
    says: 'Something has filled the volume to 96 %.',
    fires: 'DiskFull',
    minutes: 30,
    worst: { volumeUsed: 0.96 },
  },
  'replica-down': {
    title: 'One replica is down',
    says: 'The first replica is gone, and the others answer in its place. Nobody needs to be told.',
    fires: undefined,
    minutes: 15,
    down: 'first',
  },
  restart: {
    title: 'All replicas restart',
    says: 'Every process ends and begins anew within seconds: counters go back to zero, and no alert may take that for a fault.',
    fires: undefined,
    minutes: 5,
    replaces: 'process',
  },
  'rolling-deploy': {
    title: 'A new release is rolled out',
    says: 'One after the other, replicas are replaced by new ones with other names. No alert may take that for a fault.',
    fires: undefined,
    minutes: 5,
    replaces: 'pod',
  },
  'quiet-night': {
    title: 'Hardly anybody is there',
    says: 'Two queries a minute, of which one now and then fails: a large share of few, and no reason to wake anybody.',
    fires: undefined,
    minutes: 60,
    worst: { queriesPerMinute: 2, failedShare: 0.1, keyChecksPerMinute: 1 },
  },
};
