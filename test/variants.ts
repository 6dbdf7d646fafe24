import type { Settings } from '../src/settings/schema.ts';
import { production, staging, withSettings } from './good.ts';

const rds = {
  kind: 'rds',
  connection: { ...production.database.connection, host: 'db-1.eu-west-1.rds.amazonaws.com' },
  instance: 'db-1',
  allocatedStorageGiB: 1000,
  poolSize: 100,
  pointInTime: 'rds',
};
const ticketHours = { weekdays: 'monday:friday', from: '09:00', to: '18:00', timeZone: 'America/New_York' };

/** Environments that differ in everything that the settings can change. */
export const variants: readonly (readonly [name: string, settings: Settings])[] = [
  ['production', production],
  ['staging', staging],
  ['production, binding fraiseql-2.15', withSettings(production, { 'metrics.binding': 'fraiseql-2.15' })],
  ['staging, binding fraiseql-2.15', withSettings(staging, { 'metrics.binding': 'fraiseql-2.15' })],
  ['production on RDS', withSettings(production, { database: rds })],
  ['production, initial thresholds', withSettings(production, { 'thresholds.profile': 'initial' })],
  ['production with ticket hours', withSettings(production, { 'routing.ticketHours': ticketHours })],
  [
    'production in a shared Prometheus',
    withSettings(production, {
      platform: { kind: 'shared' },
      'service.matchers': { cluster: 'eu-1' },
      'monitoring.operatorLabels': { release: 'kube-prometheus-stack' },
    }),
  ],
  ['production in three shards', withSettings(production, { 'platform.prometheus.shards': 3 })],
  ['production without probes', withSettings(production, { probes: {} })],
];
