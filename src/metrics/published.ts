import type { Metric } from './metric.ts';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the server published as v2.15 exports, where an alert can use it. */
export const publishedMetrics = {
  queries: { name: 'fraiseql_graphql_queries_total', type: 'counter', help: 'GraphQL queries answered.' },
  queryErrors: {
    name: 'fraiseql_graphql_queries_error',
    type: 'counter',
    help: 'GraphQL queries that failed.',
  },
  queryDuration: {
    name: 'fraiseql_query_duration_seconds',
    type: 'histogram',
    help: 'Time to answer a GraphQL query.',
    labels: ['operation'],
    buckets,
  },
  httpRequests: { name: 'fraiseql_http_requests_total', type: 'counter', help: 'HTTP requests answered.' },
  responses2xx: {
    name: 'fraiseql_http_responses_2xx',
    type: 'counter',
    help: 'Responses with a status of 200 to 299.',
  },
  responses4xx: {
    name: 'fraiseql_http_responses_4xx',
    type: 'counter',
    help: 'Responses with a status of 400 to 499.',
  },
  responses5xx: {
    name: 'fraiseql_http_responses_5xx',
    type: 'counter',
    help: 'Responses with a status of 500 to 599.',
  },
  poolIdle: { name: 'fraiseql_db_pool_connections_idle', type: 'gauge', help: 'Connections without work.' },
  poolActive: { name: 'fraiseql_db_pool_connections_active', type: 'gauge', help: 'Connections in use.' },
  poolWaiting: {
    name: 'fraiseql_db_pool_requests_waiting',
    type: 'gauge',
    help: 'Requests that wait for one.',
  },
} as const satisfies Readonly<Record<string, Metric>>;
