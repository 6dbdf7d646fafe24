import type { Manifest } from '../../model/manifest.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { allPods, findThing, inventory, type Thing } from './objects/inventory.ts';
import { selects } from './network/meets.ts';
import { policiesOf } from './network/policies.ts';
import { at } from './objects/pods.ts';
import { referencesOf } from './objects/references.ts';

/** Waves in the order in which Argo CD applies them. Each one waits for the one before it to be healthy, so that there are few. */
const waves = ['-20', '-10', '0', '10'];

const waveKey = 'argocd.argoproj.io/sync-wave';
const optionsKey = 'argocd.argoproj.io/sync-options';

/** Argo CD applies things after what they need, and removes nothing that holds data or secrets until somebody confirms. */
export const argoOrder: ManifestCheck = (manifests) => {
  const applied = appliedBy(manifests);
  return [
    ...applied.flatMap((manifest) => [...knownWave(manifest), ...protection(manifest)]),
    ...early(manifests, applied),
  ];
};

/** What an Application applies: what Argo CD itself reads is applied by whoever runs it. */
export const appliedBy = ({ all }: Manifests): Manifest[] =>
  all.filter(({ file }) => !file.startsWith('argocd/'));

const annotation = ({ object: { metadata } }: Manifest, key: string): string | undefined =>
  metadata.annotations?.[key];

const fieldOf = (key: string): string => `metadata.annotations['${key}']`;

function knownWave(manifest: Manifest): Finding[] {
  const wave = annotation(manifest, waveKey);
  if (wave !== undefined && waves.includes(wave)) return [];
  return [{ manifest, field: fieldOf(waveKey), message: `Must be ${oneOf(waves)}, got ${show(wave)}.` }];
}

const waveOf = (manifest: Manifest): number => Number(annotation(manifest, waveKey) ?? 0);

/** Objects that need one of a later wave. */
function early(manifests: Manifests, applied: readonly Manifest[]): Finding[] {
  const things = inventory(manifests);
  return applied.flatMap((manifest) =>
    neededBy(manifest, things, manifests)
      .filter((needed) => waveOf(needed) > waveOf(manifest))
      .map(({ object: { kind, metadata } }) => ({
        manifest,
        field: fieldOf(waveKey),
        message: `Must not be before ${kind} ${show(metadata.name)}, which it needs: that is of wave ${metadata.annotations?.[waveKey] ?? '0'}.`,
      })),
  );
}

/** Its namespace, what it names, and the policies that close its pods: a pod that starts before them is open for a while. */
function neededBy(manifest: Manifest, things: readonly Thing[], manifests: Manifests): Manifest[] {
  const { namespace = '' } = manifest.object.metadata;
  const named = referencesOf(manifest).map(({ to }) => findThing(things, to));
  const own = allPods(manifests).filter((pods) => pods.manifest === manifest);
  return [
    findThing(things, { kind: 'Namespace', namespace: undefined, name: namespace })?.manifest,
    ...named.map((thing) => thing?.manifest),
    ...policiesOf(manifests)
      .filter((policy) => own.some((pods) => selects(policy, pods)))
      .map((policy) => policy.manifest),
  ].filter((needed) => needed !== undefined);
}

/** Kinds that hold data or secrets, or in which such things live. */
const precious = [
  'Namespace',
  'PersistentVolumeClaim',
  'ExternalSecret',
  'Prometheus',
  'Alertmanager',
  'ThanosRuler',
];

function protection(manifest: Manifest): Finding[] {
  const { kind, spec } = manifest.object;
  const claims = at(spec, 'volumeClaimTemplates');
  const isPrecious = precious.includes(kind) || (kind === 'StatefulSet' && Array.isArray(claims));
  const options = (annotation(manifest, optionsKey) ?? '').split(',').map((option) => option.trim());
  const missing = ['Prune', 'Delete'].filter(
    (act) => !options.some((option) => [`${act}=confirm`, `${act}=false`].includes(option)),
  );
  if (!isPrecious || missing.length === 0) return [];
  const wanted = missing.map((act) => `${act}=confirm`).join(',');
  const message = `Must have ${wanted}: what goes with a ${kind} cannot be made anew.`;
  return [{ manifest, field: fieldOf(optionsKey), message }];
}
