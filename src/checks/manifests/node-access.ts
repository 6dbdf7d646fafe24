import { accessOf, type NodeFolder } from '../../model/node-access.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { at, containersOf, podsOf, type PlacedContainer, type Pods } from './objects/pods.ts';

/** Pods have of their nodes what stands in `src/model/node-access.ts`, and no other folder. */
export const onlyListedAccess: ManifestCheck = ({ all }) =>
  podsOf(all).flatMap((pods) => {
    const allowed = accessOf(pods.manifest.object)?.folders;
    return (pods.spec.volumes ?? []).flatMap((volume, index) => ofVolume(pods, { volume, index }, allowed));
  });

interface Placed {
  readonly volume: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly index: number;
}

function ofVolume(pods: Pods, { volume, index }: Placed, allowed: readonly NodeFolder[] = []): Finding[] {
  const path = at(volume, 'hostPath', 'path');
  if (volume.hostPath === undefined) return [];
  const { manifest } = pods;
  const folder = allowed.find((one) => typeof path === 'string' && one.path.test(path));
  if (folder === undefined) {
    const field = `${pods.field}.volumes[${String(index)}].hostPath.path`;
    const message = `Is no folder that these pods may see, got ${show(path)}. What they may is in src/model/node-access.ts.`;
    return [{ manifest, field, message }];
  }
  return folder.writes ? [] : containersOf(pods).flatMap((placed) => writing(placed, volume.name));
}

/** Mounts of a folder that is only to be read. */
const writing = ({ pods: { manifest }, container, field }: PlacedContainer, name: string): Finding[] =>
  (container.volumeMounts ?? []).flatMap((mount, index) =>
    mount.name === name && at(mount, 'readOnly') !== true
      ? [
          {
            manifest,
            field: `${field}.volumeMounts[${String(index)}].readOnly`,
            message: `Must be true, got ${show(at(mount, 'readOnly'))}: these pods may read that folder of the node, and not write to it.`,
          },
        ]
      : [],
  );
