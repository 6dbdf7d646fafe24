import { parse } from 'yaml';
import type { Manifests } from '../check.ts';
import { findThing, inventory } from './inventory.ts';
import { mountedFiles, type MountedFile } from './mounted-files.ts';
import { at, type Pods } from './pods.ts';
import { textsIn } from './values.ts';

/** Something that the configuration of the health service has it check. */
export interface CheckedServer {
  /** What it is, such as `redis`. */
  readonly name: string;
  /** @default - an address of AWS */
  readonly host: string | undefined;
  readonly port: number;
}

/** What a health service checks, by the file that it is given. Nothing, for pods that are none. */
export const checkedServers = (pods: Pods, manifests: Manifests): CheckedServer[] =>
  configsOf(pods, manifests).flatMap((config) =>
    Object.entries((at(config, 'checks') ?? {}) as Readonly<Record<string, Check>>).flatMap(([name, check]) =>
      serversOf(name, check),
    ),
  );

/** Files that it is told to read, such as those of Secrets. */
export const checkedFiles = (pods: Pods, manifests: Manifests): string[] =>
  configsOf(pods, manifests)
    .flatMap((config) => textsIn(config).map(({ text }) => text))
    .filter((text) => text.startsWith('/'));

interface Check {
  readonly host?: string;
  readonly port?: number;
  readonly url?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

const defaultPorts: Readonly<Record<string, number>> = { database: 5432, redis: 6379 };

/** The address of a key service is that of its region unless it is given; credentials come from one of AWS, too. */
function serversOf(name: string, { host, port, url, region, endpoint }: Check): CheckedServer[] {
  const given = [url, endpoint].flatMap((address) => (address === undefined ? [] : [addressOf(address)]));
  return [
    ...(host === undefined ? [] : [{ name, host, port: port ?? defaultPorts[name] ?? 443 }]),
    ...given.map((address) => ({ name, ...address })),
    ...(region === undefined ? [] : [{ name, host: undefined, port: 443 }]),
  ];
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

function configsOf(pods: Pods, manifests: Manifests): unknown[] {
  const isHealth = pods.spec.containers.some(({ args = [] }) => args[0] === 'health');
  if (!isHealth) return [];
  return mountedFiles(pods).flatMap((file) => {
    const text = textOf(file, pods.namespace, manifests);
    return text === undefined ? [] : [parse(text) as unknown];
  });
}

function textOf({ source, key = '' }: MountedFile, namespace: string, manifests: Manifests) {
  const found = findThing(inventory(manifests), { ...source, namespace })?.manifest?.object;
  return source.kind === 'ConfigMap' ? (at(found, 'data', key) as string | undefined) : undefined;
}
