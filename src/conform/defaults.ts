import { settingsSchema, type Settings } from '../settings/schema.ts';
import type { BindingName } from './metrics.ts';

/**
 * Settings where nobody named an environment: the tuned thresholds, and of everything else what changes nothing for a server. No name or
 * address of them reaches a report.
 */
export const defaultSettings = (binding: BindingName): Settings =>
  settingsSchema.parse({
    environment: 'any',
    service: {
      namespace: 'fraiseql',
      name: 'fraiseql-api',
      job: 'fraiseql',
      scrape: { via: 'service', labels: { 'app.kubernetes.io/name': 'fraiseql-api' }, port: 'metrics' },
    },
    metrics: { binding },
    thresholds: { profile: 'tuned' },
    database: {
      kind: 'in-cluster',
      connection: { host: 'fraiseql-db.fraiseql.svc', database: 'fraiseql', secret: 'database' },
      volumeClaims: 'data-fraiseql-db-.*',
      pointInTime: 'none',
      recoveryPointObjective: '6h',
    },
    routing: {
      secret: 'receivers',
      pagerDuty: false,
      slack: { incidents: '#incidents', tickets: '#ops-tickets', notices: '#ops-notices' },
    },
    links: { runbooks: 'https://example.com/runbooks', dashboards: 'https://example.com' },
    monitoring: { namespace: 'monitoring' },
    platform: { kind: 'shared' },
    network: {},
  });
