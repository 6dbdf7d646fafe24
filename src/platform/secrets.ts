import type { Chart } from 'cdk8s';
import { ExternalSecret } from '../constructs/external-secret.ts';
import type { Settings } from '../settings/schema.ts';
import { backupSecrets } from './backup.ts';
import { longTermOf } from './components.ts';
import { healthSecrets } from './health.ts';
import { logsSecrets } from './logs.ts';
import { webhookKey } from './slo-report.ts';

/** Secrets that somebody must bring, and their keys. */
export function neededSecrets(settings: Settings, routing: string): [name: string, keys: string[]][] {
  const storage = longTermOf(settings);
  return [
    [settings.routing.secret, keysRead(routing, webhookKey(settings.sloReport?.slack))],
    [settings.database.connection.secret, ['username', 'password']],
    ...(storage === undefined ? [] : [[storage.secret, ['thanos.yaml']] as [string, string[]]]),
    // That of the database is here already.
    ...healthSecrets(settings)
      .filter(([check]) => check !== 'database')
      .map(([, name, keys]): [string, string[]] => [name, keys]),
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
  const { secrets, monitoring, logs, service } = settings;
  if (secrets === undefined) return;
  const bring = (namespace: string, [name, keys]: [string, string[]]) =>
    // Two namespaces may each have a Secret of that name.
    new ExternalSecret(chart, namespace === monitoring.namespace ? name : `${namespace}-${name}`, {
      namespace,
      name,
      store: secrets.store,
      remoteKey: `${secrets.path}/${name}`,
      keys,
    });
  for (const secret of neededSecrets(settings, routing)) bring(monitoring.namespace, secret);
  if (logs) for (const secret of logsSecrets(settings)) bring(logs.namespace, secret);
  for (const secret of backupSecrets(settings)) bring(service.namespace, secret);
}
