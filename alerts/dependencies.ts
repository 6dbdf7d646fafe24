import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { none } from './thresholds.ts';

/** What `/health` says of the database, Elasticsearch, Redis and KMS. */
export const dependencies: AlertGroup = {
  name: 'fraiseql-dependencies',
  alerts: [
    {
      name: 'DependencyDown',
      severity: 'high',
      for: '2m',
      keepFiringFor: '5m',
      expr: promql`${signal.dependencyUpSomewhere} == ${none}`,
      summary: 'No replica reaches a dependency.',
      description: text`Every replica reports {{ $labels.dependency }} as unhealthy.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'DependencyDegraded',
      severity: 'medium',
      for: '5m',
      keepFiringFor: '5m',
      expr: promql`${signal.dependencyUpEverywhere} == ${none}`,
      summary: 'Some replica does not reach a dependency.',
      description: text`At least one replica reports {{ $labels.dependency }} as unhealthy.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown', 'DependencyDown'],
    },
  ],
};
