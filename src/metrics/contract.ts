import type { Metric } from './metric.ts';

/**
 * Bounds for query latency. They hold every threshold and objective exactly (0.1, 0.15, 0.2, 0.3, 0.5 s): a quantile
 * read between two bounds is a guess.
 */
const queryBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10];
const databaseBuckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.07, 0.1, 0.25, 0.5, 1, 2.5, 5];
const keyBuckets = [0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1];

/** The metrics contract: what a FraiseQL server exports at `/metrics`. The default binding reads these series. */
export const contractMetrics = {
  queries: counter('fraiseql_queries_total', 'GraphQL queries answered, failed ones included.', ['status']),
  queryErrors: counter('fraiseql_query_errors_total', 'GraphQL queries that failed.', ['error_type']),
  apiKeyValidations: counter('fraiseql_api_key_validations_total', 'API keys checked.', ['status']),
  dbQueries: counter('fraiseql_db_queries_total', 'Queries sent to PostgreSQL.'),
  httpRequests: counter('fraiseql_http_requests_total', 'HTTP requests answered.', ['method', 'status']),
  httpRequestSize: counter('fraiseql_http_request_size_bytes_total', 'Bytes of request bodies.', ['method']),
  anomalies: counter('fraiseql_anomalies_detected_total', 'Anomalies that a detection rule saw.', ['rule']),
  rateLimited: counter('fraiseql_rate_limit_triggered_total', 'Requests refused by a rate limit.', ['tier']),
  authFailures: counter('fraiseql_auth_failures_total', 'Requests whose credentials were refused.', [
    'reason',
  ]),
  cacheHits: counter('fraiseql_cache_hits_total', 'Cache look-ups that found an entry.'),
  cacheMisses: counter('fraiseql_cache_misses_total', 'Cache look-ups that found none.'),
  cacheEvictions: counter('fraiseql_cache_evictions_total', 'Cache entries dropped to make room.'),

  queryDuration: histogram(
    'fraiseql_query_duration_seconds',
    'Time to answer a GraphQL query.',
    queryBuckets,
    ['operation'],
  ),
  queryComplexity: histogram(
    'fraiseql_query_complexity_score',
    'Complexity score of a GraphQL query.',
    [1, 5, 10, 25, 50, 100, 250, 500, 1000],
  ),
  apiKeyDuration: histogram(
    'fraiseql_api_key_validation_duration_seconds',
    'Time to check an API key.',
    keyBuckets,
  ),
  dbQueryDuration: histogram(
    'fraiseql_db_query_duration_seconds',
    'Time PostgreSQL took to answer.',
    databaseBuckets,
  ),
  httpDuration: histogram(
    'fraiseql_http_request_duration_seconds',
    'Time to answer an HTTP request.',
    queryBuckets,
    ['method'],
  ),
  anomalyDuration: histogram(
    'fraiseql_anomaly_detection_duration_seconds',
    'Time one pass of anomaly detection took.',
    [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
  ),

  apiKeysActive: gauge('fraiseql_api_keys_active', 'API keys that are valid now.'),
  dbConnectionsActive: gauge('fraiseql_db_connections_active', 'Pool connections that run a query.'),
  dbConnectionsIdle: gauge('fraiseql_db_connections_idle', 'Pool connections that wait for work.'),
  dbConnectionsWaiting: gauge('fraiseql_db_connections_waiting', 'Requests that wait for a connection.'),
  dbConnectionsMax: gauge('fraiseql_db_connections_max', 'Connections that the pool may open.'),
  uptime: gauge('fraiseql_uptime_seconds', 'Time since the process started.'),
  dependencyUp: gauge('fraiseql_dependency_up', '1 when the dependency answers its check, else 0.', [
    'dependency',
  ]),
  buildInfo: gauge('fraiseql_build_info', 'Always 1; the version is in the label.', ['version']),
} as const satisfies Readonly<Record<string, Metric>>;

function counter(name: string, help: string, labels: readonly string[] = []) {
  return { name, type: 'counter', help, labels } as const;
}

function gauge(name: string, help: string, labels: readonly string[] = []) {
  return { name, type: 'gauge', help, labels } as const;
}

function histogram(name: string, help: string, buckets: readonly number[], labels: readonly string[] = []) {
  return { name, type: 'histogram', help, labels, buckets } as const;
}
