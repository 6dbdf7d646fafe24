import { createHash } from 'node:crypto';
import { fieldIn } from '../../schemas/field.ts';
import { show } from '../../schemas/show.ts';
import type { ManifestCheck, Manifests } from './check.ts';
import { findThing, inventory } from './objects/inventory.ts';
import { podsOf, type Pods } from './objects/pods.ts';
import { referencesOf } from './objects/references.ts';

const annotation = 'checksum/config';

/** A ConfigMap that changes starts the pods anew that read it: their annotation is its checksum. */
export const configReloads: ManifestCheck = (manifests) =>
  podsOf(manifests.all).flatMap((pods) => {
    const wanted = checksumOf(manifests, pods);
    const got = pods.annotations[annotation];
    if (wanted === undefined || got === wanted) return [];
    const message = `Must be the SHA-256 of the texts of its ConfigMaps, got ${show(got)}: a change of them would be read by nobody.`;
    return [
      { manifest: pods.manifest, field: fieldIn(`${pods.metadataField}.annotations`, annotation), message },
    ];
  });

type Texts = Readonly<Record<string, string>>;

/** Of all texts that pods read, one after the other; nothing if they read none. */
function checksumOf(manifests: Manifests, { manifest, ends }: Pods): string | undefined {
  const things = inventory(manifests);
  const texts = referencesOf(manifest)
    .filter(({ to }) => to.kind === 'ConfigMap')
    .flatMap(({ to }) => Object.values((findThing(things, to)?.manifest?.object.data ?? {}) as Texts));
  return texts.length === 0 || ends ? undefined : createHash('sha256').update(texts.join('')).digest('hex');
}
