import type { Manifest } from '../../model/manifest.ts';
import type { ManifestCheck } from './check.ts';

/** No two objects are the same thing: of two, the one applied last wins, and Argo CD refuses both. */
export const uniqueObjects: ManifestCheck = ({ all }) =>
  all.flatMap((manifest, index) => {
    const first = all.findIndex((other) => identityOf(other) === identityOf(manifest));
    if (first === index) return [];
    const message = `Is made twice, by ${all[first]?.path ?? ''} too. Rename one.`;
    return [{ manifest, field: 'metadata.name', message }];
  });

/** A version of an API is another view of the same thing. */
function identityOf({ object: { apiVersion, kind, metadata } }: Manifest): string {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*$/, '') : '';
  return [group, kind, metadata.namespace ?? '', metadata.name].join(' ');
}
