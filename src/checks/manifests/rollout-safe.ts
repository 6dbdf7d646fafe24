import type { Manifest } from '../../model/manifest.ts';
import { show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck } from './check.ts';
import { at } from './objects/pods.ts';

/** A new version replaces pods one after the other, and volumes outlive what made them. */
export const rolloutSafe: ManifestCheck = ({ all }) =>
  all.flatMap((manifest) => [...rolling(manifest), ...kept(manifest)]);

const updateFields: Readonly<Record<string, string>> = {
  Deployment: 'strategy',
  StatefulSet: 'updateStrategy',
  DaemonSet: 'updateStrategy',
};

function rolling(manifest: Manifest): Finding[] {
  const field = updateFields[manifest.object.kind];
  if (field === undefined) return [];
  const type = at(manifest.object, 'spec', field, 'type');
  if (type === 'RollingUpdate') return [];
  const message = `Must be 'RollingUpdate', got ${show(type)}: all pods would be gone at once.`;
  return [{ manifest, field: `spec.${field}.type`, message }];
}

/** Where claims stand in objects that say what becomes of them. ThanosRuler has no such field. */
const claims: Readonly<Record<string, string>> = {
  StatefulSet: 'volumeClaimTemplates',
  Prometheus: 'storage',
  Alertmanager: 'storage',
};

function kept(manifest: Manifest): Finding[] {
  const claim = claims[manifest.object.kind];
  if (claim === undefined || at(manifest.object, 'spec', claim) === undefined) return [];
  return ['whenDeleted', 'whenScaled'].flatMap((when) => {
    const policy = at(manifest.object, 'spec', 'persistentVolumeClaimRetentionPolicy', when);
    if (policy === 'Retain') return [];
    const message = `Must be 'Retain', got ${show(policy)}: what is in the volumes cannot be made anew.`;
    return [{ manifest, field: `spec.persistentVolumeClaimRetentionPolicy.${when}`, message }];
  });
}
