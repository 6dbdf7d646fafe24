import type { Chart } from 'cdk8s';
import { ExternalSecret } from '../constructs/external-secret.ts';
import type { Settings } from '../settings/schema.ts';
import { longTermOf } from './components.ts';
import { webhookKey } from './slo-report.ts';

/** Secrets that somebody must bring, and their keys. */
export function neededSecrets(settings: Settings, routing: string): [name: string, keys: string[]][] {
  const storage = longTermOf(settings);
  return [
    [settings.routing.secret, keysRead(routing, webhookKey(settings.sloReport?.slack))],
    [settings.database.connection.secret, ['username', 'password']],
    ...(storage === undefined ? [] : [[storage.secret, ['thanos.yaml']] as [string, string[]]]),
  ];
}

/** Keys that Alertmanager's configuration and the report read: whoever pages nobody needs no key for it. */
function keysRead(routing: string, reported: string | undefined): string[] {
  const paths = routing.matchAll(/\/etc\/alertmanager\/secrets\/[^/]+\/([\w-]+)/g);
  const keys = [...paths].map(([, key = '']) => key);
  return [...new Set([...keys, ...(reported === undefined ? [] : [reported])])].sort();
}

/** Has External Secrets bring them. */
export function externalSecrets(chart: Chart, settings: Settings, routing: string): void {
  const { secrets, monitoring } = settings;
  if (secrets === undefined) return;
  for (const [name, keys] of neededSecrets(settings, routing)) {
    new ExternalSecret(chart, name, {
      namespace: monitoring.namespace,
      name,
      store: secrets.store,
      remoteKey: `${secrets.path}/${name}`,
      keys,
    });
  }
}
