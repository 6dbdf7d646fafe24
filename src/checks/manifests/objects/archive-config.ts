import { parse } from 'yaml';
import type { Manifests } from '../check.ts';
import { findThing, inventory } from './inventory.ts';
import { mountedFiles } from './mounted-files.ts';
import { at, type Pods } from './pods.ts';

/** Ports on which pods write objects, as the configuration of a collector says; and that of whoever gives them a role. */
export function archivePorts(pods: Pods, manifests: Manifests): number[] {
  const uploaders = mountedFiles(pods)
    .filter(({ source, key }) => source.kind === 'ConfigMap' && key === 'collector.yaml')
    .map(({ source, key = '' }) => {
      const { namespace } = pods;
      const found = findThing(inventory(manifests), { ...source, namespace })?.manifest?.object;
      return at(parse(String(at(found, 'data', key))), 'exporters', 'awss3', 's3uploader');
    });
  const own = uploaders.map((uploader) => {
    const endpoint = at(uploader, 'endpoint');
    return typeof endpoint === 'string' ? Number(new URL(endpoint).port || 443) : 443;
  });
  return [...new Set([...own, ...(own.length > 0 && hasRole(pods, manifests) ? [443] : [])])];
}

function hasRole({ namespace, spec: { serviceAccountName = '' } }: Pods, manifests: Manifests): boolean {
  const account = findThing(inventory(manifests), {
    kind: 'ServiceAccount',
    namespace,
    name: serviceAccountName,
  });
  return at(account?.manifest?.object, 'metadata', 'annotations', 'eks.amazonaws.com/role-arn') !== undefined;
}
