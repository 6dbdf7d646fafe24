import { contractMetrics } from './contract.ts';
import type { Metric } from './metric.ts';

/**
 * Bounds for the time that a check takes: what dependencies take on a good day (0.8, 2.3, 12 and 45 ms), what is slow, and the default
 * timeouts (1, 2, 3 and 5 s) exactly, in seconds.
 */
const checkBuckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];

/** What the health service exports at `/metrics`. */
export const healthMetrics = {
  up: contractMetrics.dependencyUp,
  checks: {
    name: 'fraiseql_dependency_checks_total',
    type: 'counter',
    help: 'Checks that ended, by what they found: healthy, or the kind of failure.',
    labels: ['dependency', 'outcome'],
  },
  duration: {
    name: 'fraiseql_dependency_check_duration_seconds',
    type: 'histogram',
    help: 'Time that a check took, connecting included.',
    labels: ['dependency'],
    buckets: checkBuckets,
  },
  age: {
    name: 'fraiseql_dependency_check_age_seconds',
    type: 'gauge',
    help: 'Time since the last check ended; +Inf before the first.',
    labels: ['dependency'],
  },
  cpu: {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'CPU time that the process used.',
  },
  memory: {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory that the process holds.',
  },
  started: {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'When the process started, in seconds since 1970.',
  },
} as const satisfies Readonly<Record<string, Metric>>;
