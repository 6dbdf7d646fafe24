import type { BindingName } from '../../src/conform/metrics.ts';
import { instead, labelled, without, type Bending } from './bend.ts';

/** A server that differs in one place, what is found, and whom it harms. */
export interface Bend {
  readonly bend: string;
  /** @default 'contract' */
  readonly binding?: BindingName;
  readonly bending: Bending;
  /** Each finding besides what is in addition: kind, metric, and how its sentence begins. */
  readonly finds: readonly string[];
  /** What all findings do to alerts and objectives, remarks included: fate and name. */
  readonly harms: readonly string[];
}

const latencyGone = [
  'silent HighLatency',
  'silent MediumLatency',
  'silent LatencyBurnFast',
  'silent LatencyBurnSlow',
  'silent latency',
  'silent latency-sla',
  'tells LatencyUnmeasured',
];
const errorsGone = [
  'silent ErrorsBurnFast',
  'silent ErrorsBurnSlow',
  'silent HighErrorRate',
  'silent MediumErrorRate',
  'silent errors',
  'partly AvailabilityBurnFast',
  'partly AvailabilityBurnSlow',
  'partly availability',
];

const duration = 'fraiseql_query_duration_seconds';

export const bends: readonly Bend[] = [
  {
    bend: 'The limit of the pool is not exported.',
    bending: without(/^fraiseql_db_connections_max/),
    finds: ['missing fraiseql_db_connections_max: The server does not export it.'],
    harms: ['silent DatabasePoolExhausted', 'silent DatabasePoolPressure'],
  },
  {
    bend: 'The pool in use has a label that its limit has not, so that neither finds the other.',
    bending: labelled('fraiseql_db_connections_active', 'pool="main"'),
    finds: ['labels fraiseql_db_connections_active: It has the label pool, which was not promised.'],
    harms: ['silent DatabasePoolExhausted', 'silent DatabasePoolPressure'],
  },
  {
    bend: 'Both have that label.',
    bending: (series) =>
      ['active', 'max'].reduce(
        (all, name) => labelled(`fraiseql_db_connections_${name}`, 'pool="main"')(all) ?? all,
        series,
      ),
    finds: [
      'differs fraiseql_db_connections_active: It has the label pool',
      'differs fraiseql_db_connections_max: It has the label pool',
    ],
    harms: [],
  },
  {
    bend: 'Queries have one more label.',
    bending: labelled('fraiseql_queries_total', 'region="eu"'),
    finds: ['differs fraiseql_queries_total: It has the label region, which was not promised.'],
    harms: [],
  },
  {
    bend: 'Nothing has failed yet.',
    bending: without(/^fraiseql_query_errors_total/),
    finds: ['not seen yet fraiseql_query_errors_total: It has no series before a query that fails.'],
    harms: [...errorsGone, 'silent QueryTimeouts'],
  },
  {
    bend: 'Errors are counted under a name without _total.',
    bending: instead(/^fraiseql_query_errors_total/, 'fraiseql_query_errors'),
    finds: ['missing fraiseql_query_errors_total: The server has fraiseql_query_errors instead.'],
    harms: [...errorsGone, 'silent QueryTimeouts'],
  },
  {
    bend: 'The kind of an error has another label.',
    bending: instead(/error_type=/, 'kind='),
    finds: ['labels fraiseql_query_errors_total: No series has the label error_type. It has kind instead.'],
    harms: ['silent QueryTimeouts'],
  },
  {
    bend: 'Timeouts are called something else.',
    bending: instead(/error_type="timeout"/, 'error_type="timed_out"'),
    finds: [
      'labels fraiseql_query_errors_total: No series has error_type="timeout", but one has "timed_out": is it that?',
    ],
    harms: ['silent QueryTimeouts'],
  },
  {
    bend: 'Nothing has timed out yet.',
    bending: without(/error_type="timeout"/),
    finds: [
      'not seen yet fraiseql_query_errors_total: No series has error_type="timeout": it appears with the first.',
    ],
    harms: ['silent QueryTimeouts'],
  },
  {
    bend: 'Queries are counted under another name.',
    bending: instead(/^fraiseql_queries_total/, 'fraiseql_graphql_requests_total'),
    finds: [
      `missing fraiseql_queries_total: The server does not export it, although there was a query: ${duration} counted it.`,
    ],
    harms: [
      ...errorsGone.filter((harm) => !harm.includes('partly')),
      'silent QueryTimeouts',
      'partly AvailabilityBurnFast',
      'partly AvailabilityBurnSlow',
      'partly availability',
      'silent ErrorsUnmeasured',
    ],
  },
  {
    bend: 'Nobody times queries.',
    bending: without(/^fraiseql_query_duration_seconds/),
    finds: [
      `missing ${duration}: The server does not export it, although there was a query: fraiseql_queries_total counted it.`,
    ],
    harms: latencyGone,
  },
  {
    bend: 'The server has just started.',
    bending: without(/^fraiseql_(query_duration_seconds|queries_total)/),
    finds: [
      `missing fraiseql_queries_total: The server does not export it, although there was a query: fraiseql_query_complexity_score counted it.`,
      `missing ${duration}: The server does not export it, although there was a query: fraiseql_query_complexity_score counted it.`,
    ],
    harms: [...latencyGone, ...errorsGone, 'silent QueryTimeouts', 'silent ErrorsUnmeasured'],
  },
  {
    bend: 'No bucket has the threshold of the page.',
    bending: without(/^fraiseql_query_duration_seconds_bucket.*le="0.3"/),
    finds: [`buckets ${duration}: It lacks the bucket le="0.3".`],
    harms: ['guesses HighLatency'],
  },
  {
    bend: 'No bucket is above the threshold of the page.',
    bending: without(/^fraiseql_query_duration_seconds_bucket.*le="(0.5|1|2.5|5|10)"/),
    finds: [`buckets ${duration}: It lacks the buckets le="0.5", "1", "2.5", "5", "10".`],
    harms: ['silent HighLatency'],
  },
  {
    bend: 'No bucket has the objective.',
    bending: without(/^fraiseql_query_duration_seconds_bucket.*le="0.1"/),
    finds: [`buckets ${duration}: It lacks the bucket le="0.1".`],
    harms: ['silent LatencyBurnFast', 'silent LatencyBurnSlow', 'silent latency', 'tells LatencyUnmeasured'],
  },
  {
    bend: 'No bucket is infinite.',
    bending: without(/^fraiseql_query_duration_seconds_bucket.*le="\+Inf"/),
    finds: [`buckets ${duration}: It has no bucket le="+Inf", without which no quantile has a value.`],
    harms: latencyGone,
  },
  {
    bend: 'Buckets are milliseconds.',
    bending: (series) =>
      series.replace(
        /^(fraiseql_query_duration_seconds_bucket.*le=")([\d.]+)"/,
        (_, before: string, bound: string) => `${before}${String(Number(bound) * 1000)}"`,
      ),
    finds: [
      `buckets ${duration}: Its bounds are milliseconds (up to 10000 instead of 10), and its name says seconds.`,
    ],
    harms: [
      'silent LatencyBurnFast',
      'silent LatencyBurnSlow',
      'silent latency',
      'silent latency-sla',
      'false HighLatency',
      'false MediumLatency',
      'tells LatencyUnmeasured',
    ],
  },
  {
    bend: 'Nobody counts hits of the cache.',
    bending: without(/^fraiseql_cache_hits_total/),
    finds: ['missing fraiseql_cache_hits_total: The server does not export it.'],
    harms: ['false CacheHitRateLow'],
  },
  {
    bend: 'Nobody counts misses of the cache.',
    bending: instead(/^fraiseql_cache_misses_total/, 'fraiseql_cache_misses'),
    finds: ['missing fraiseql_cache_misses_total: The server has fraiseql_cache_misses instead.'],
    harms: ['silent CacheHitRateLow'],
  },
  {
    bend: 'An anomaly does not say which rule saw it.',
    bending: instead(/rule="[^"]*"/, ''),
    finds: ['labels fraiseql_anomalies_detected_total: No series has the label rule.'],
    harms: ['blurred AnomalyDetected'],
  },
  {
    bend: 'There was no anomaly yet.',
    bending: without(/^fraiseql_anomalies_detected_total/),
    finds: ['not seen yet fraiseql_anomalies_detected_total: It has no series before an anomaly.'],
    harms: ['silent AnomalyDetected'],
  },
  {
    bend: 'The state of dependencies is not exported.',
    bending: without(/^fraiseql_dependency_up/),
    finds: ['missing fraiseql_dependency_up: The server does not export it.'],
    harms: ['silent DependencyDown', 'silent DependencyDegraded'],
  },
  {
    bend: 'Requests are not counted.',
    bending: without(/^fraiseql_http_requests_total/),
    finds: [
      'missing fraiseql_http_requests_total: The server does not export it, although there was a request: fraiseql_http_request_duration_seconds counted it.',
    ],
    harms: ['silent RequestRateHigh'],
  },
  {
    bend: 'Waiting requests are not exported.',
    bending: without(/^fraiseql_db_connections_waiting/),
    finds: ['missing fraiseql_db_connections_waiting: The server does not export it.'],
    harms: ['silent DatabaseConnectionsWaiting'],
  },

  {
    bend: 'v2.15: queries are not counted.',
    binding: 'fraiseql-2.15',
    bending: without(/^fraiseql_graphql_queries_total/),
    finds: ['missing fraiseql_graphql_queries_total: The server does not export it.'],
    harms: [...errorsGone, 'silent ErrorsUnmeasured'],
  },
  {
    bend: 'v2.15: failed queries have another name.',
    binding: 'fraiseql-2.15',
    bending: instead(/^fraiseql_graphql_queries_error\b/, 'fraiseql_graphql_queries_errors'),
    finds: [
      'missing fraiseql_graphql_queries_error: The server has fraiseql_graphql_queries_errors instead.',
    ],
    harms: errorsGone,
  },
  {
    bend: 'v2.15: no bucket has the bound that stands in for the threshold of the page.',
    binding: 'fraiseql-2.15',
    bending: without(/_bucket.*le="0.5"/),
    finds: [`buckets ${duration}: It lacks the bucket le="0.5".`],
    harms: ['guesses HighLatency'],
  },
  {
    bend: 'v2.15: buckets as its source has them.',
    binding: 'fraiseql-2.15',
    bending: without(/le="10"/),
    finds: [`differs ${duration}: It lacks the bucket le="10".`],
    harms: [],
  },
  {
    bend: 'v2.15: connections in use are not exported.',
    binding: 'fraiseql-2.15',
    bending: without(/^fraiseql_db_pool_connections_active/),
    finds: ['missing fraiseql_db_pool_connections_active: The server does not export it.'],
    harms: ['silent DatabasePoolExhausted', 'silent DatabasePoolPressure', 'silent DatabaseConnectionsHigh'],
  },
  {
    bend: 'v2.15: answers of the class 5xx are not counted.',
    binding: 'fraiseql-2.15',
    bending: without(/^fraiseql_http_responses_5xx/),
    finds: ['missing fraiseql_http_responses_5xx: The server does not export it.'],
    harms: [],
  },
];
