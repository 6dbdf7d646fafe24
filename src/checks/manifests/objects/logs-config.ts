import { parse } from 'yaml';
import type { Manifests } from '../check.ts';
import { findThing, inventory } from './inventory.ts';
import { mountedFiles } from './mounted-files.ts';
import { at, type Pods } from './pods.ts';
import { textsIn } from './values.ts';

/** Files that say where Elasticsearch is: that of Filebeat, and that of our own commands. */
const files = ['filebeat.yml', 'logs.yaml'];

/** Addresses of Elasticsearch that pods are told by a file. */
export const logServers = (pods: Pods, manifests: Manifests): URL[] =>
  configsOf(pods, manifests)
    .flatMap((config) =>
      [at(config, 'output.elasticsearch', 'hosts'), at(config, 'elasticsearch', 'url')].flat(),
    )
    .flatMap((address) => (typeof address === 'string' ? [new URL(address)] : []));

/** Files that they are told to read, such as the authorities to trust. */
export const logFiles = (pods: Pods, manifests: Manifests): string[] =>
  configsOf(pods, manifests)
    .flatMap((config) => [at(config, 'output.elasticsearch'), at(config, 'elasticsearch')])
    .flatMap((part) => textsIn(part).map(({ text }) => text))
    .filter((text) => text.startsWith('/'));

const configsOf = (pods: Pods, manifests: Manifests): unknown[] =>
  mountedFiles(pods)
    .filter(({ source, key = '' }) => source.kind === 'ConfigMap' && files.includes(key))
    .flatMap(({ source, key = '' }) => {
      const { namespace } = pods;
      const found = findThing(inventory(manifests), { ...source, namespace })?.manifest?.object;
      const text = at(found, 'data', key);
      return typeof text === 'string' ? [parse(text) as unknown] : [];
    });
