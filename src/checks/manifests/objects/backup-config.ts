import { parse } from 'yaml';
import type { Manifests } from '../check.ts';
import { findThing, inventory } from './inventory.ts';
import { mountedFiles } from './mounted-files.ts';
import { at, containersOf, type Pods } from './pods.ts';

/** A server that pods use for backups. */
export interface BackupServer {
  /** @default - an address of AWS */
  readonly host: string | undefined;
  readonly port: number;
  readonly why: string;
}

/** The database and the bucket, as the variables of scripts name them, and the file of our own commands. */
export const backupServers = (pods: Pods, manifests: Manifests): BackupServer[] => [
  ...containersOf(pods).flatMap(({ container: { env = [] } }) => {
    const values = new Map(env.map(({ name, value }) => [name, value]));
    return [...database(values.get('PGHOST'), values.get('PGPORT')), ...bucket(values)];
  }),
  ...configsOf(pods, manifests).flatMap((config) => {
    // The one that looks at the bucket never asks the database.
    const asks = containersOf(pods).some(({ container: { args = [] } }) => args.includes('ship'));
    const { host, port } = (at(config, 'database') ?? {}) as Readonly<Record<string, unknown>>;
    const endpoint = at(config, 'repository', 'endpoint');
    return [
      ...(asks ? database(String(host), String(port)) : []),
      ...storage(typeof endpoint === 'string' ? endpoint : ''),
    ];
  }),
];

const database = (host: string | undefined, port = '5432'): BackupServer[] =>
  host === undefined ? [] : [{ host, port: Number(port), why: 'where the database is' }];

const bucket = (values: ReadonlyMap<string, string | undefined>): BackupServer[] =>
  values.has('BACKUP_BUCKET') ? storage(values.get('BACKUP_ENDPOINT') ?? '') : [];

/** The bucket, and whoever gives credentials for it. */
const storage = (endpoint: string): BackupServer[] =>
  [...new Set([endpoint === '' ? 443 : Number(new URL(endpoint).port || 443), 443])].map((port) => ({
    host: undefined,
    port,
    why: 'where the backups are kept',
  }));

const configsOf = (pods: Pods, manifests: Manifests): unknown[] =>
  mountedFiles(pods)
    .filter(({ source, key }) => source.kind === 'ConfigMap' && key === 'backup.yaml')
    .map(({ source, key = '' }) => {
      const { namespace } = pods;
      const found = findThing(inventory(manifests), { ...source, namespace })?.manifest?.object;
      return parse(String(at(found, 'data', key))) as unknown;
    });
