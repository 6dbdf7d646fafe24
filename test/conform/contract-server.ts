import { Registry } from 'prom-client';
import { contractMetrics } from '../../src/metrics/contract.ts';
import { instruments } from '../../src/metrics/instruments.ts';

/** What a server of the contract prints on a good day at its baselines: every kind of event has happened. */
export async function contractServer(): Promise<string> {
  const registry = new Registry();
  const m = instruments(contractMetrics, registry);
  m.queries.inc({ status: 'success' }, 900_000);
  m.queries.inc({ status: 'error' }, 180);
  m.queryErrors.inc({ error_type: 'database' }, 120);
  m.queryErrors.inc({ error_type: 'timeout' }, 60);
  m.apiKeyValidations.inc({ status: 'success' }, 90_000);
  m.apiKeyValidations.inc({ status: 'failure' }, 270);
  m.dbQueries.inc(1_800_000);
  m.httpRequests.inc({ method: 'POST', status: '200' }, 900_000);
  m.httpRequests.inc({ method: 'POST', status: '401' }, 270);
  m.httpRequestSize.inc({ method: 'POST' }, 360_000_000);
  m.anomalies.inc({ rule: 'query_spike' }, 4);
  m.rateLimited.inc({ tier: 'free' }, 7);
  m.authFailures.inc({ reason: 'expired' }, 270);
  m.cacheHits.inc(810_000);
  m.cacheMisses.inc(90_000);
  m.cacheEvictions.inc(1200);
  for (const seconds of [0.02, 0.02, 0.02, 0.06]) m.queryDuration.observe({ operation: 'query' }, seconds);
  for (const seconds of [0.03, 0.18]) m.queryDuration.observe({ operation: 'mutation' }, seconds);
  for (const score of [8, 40, 120]) m.queryComplexity.observe(score);
  for (const seconds of [0.018, 0.028]) m.apiKeyDuration.observe(seconds);
  for (const seconds of [0.006, 0.015]) m.dbQueryDuration.observe(seconds);
  m.httpDuration.observe({ method: 'POST' }, 0.03);
  m.anomalyDuration.observe(0.004);
  m.apiKeysActive.set(487);
  m.dbConnectionsActive.set(12);
  m.dbConnectionsIdle.set(8);
  m.dbConnectionsWaiting.set(0);
  m.dbConnectionsMax.set(100);
  m.uptime.set(86_400);
  for (const dependency of ['database', 'elasticsearch', 'redis', 'kms'])
    m.dependencyUp.set({ dependency }, 1);
  m.buildInfo.set({ version: '2.16.0' }, 1);
  return registry.metrics();
}
