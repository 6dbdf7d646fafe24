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
    ...applied.flatMap((manifest) => [
      ...knownWave(manifest),
      ...protection(manifest),
      ...replacement(manifest),
      ...hook(manifest),
      ...ownership(manifest),
    ]),
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

function isPrecious({ object: { kind, spec } }: Manifest): boolean {
  const claims = at(spec, 'volumeClaimTemplates');
  return precious.includes(kind) || (kind === 'StatefulSet' && Array.isArray(claims));
}

const optionsOf = (manifest: Manifest): string[] =>
  (annotation(manifest, optionsKey) ?? '').split(',').map((option) => option.trim());

function protection(manifest: Manifest): Finding[] {
  const options = optionsOf(manifest);
  const missing = ['Prune', 'Delete'].filter(
    (act) => !options.some((option) => [`${act}=confirm`, `${act}=false`].includes(option)),
  );
  if (!isPrecious(manifest) || missing.length === 0) return [];
  const wanted = missing.map((act) => `${act}=confirm`).join(',');
  const message = `Must have ${wanted}: what goes with a ${manifest.object.kind} cannot be made anew.`;
  return [{ manifest, field: fieldOf(optionsKey), message }];
}

const replacement = (manifest: Manifest): Finding[] =>
  optionsOf(manifest)
    .filter((option) => ['Replace=true', 'Force=true'].includes(option))
    .map((option) => ({
      manifest,
      field: fieldOf(optionsKey),
      message: `Must not have ${option}: it deletes the object in order to change it.`,
    }));

/** A hook is deleted and made anew with each sync, whatever its options say. */
const hook = (manifest: Manifest): Finding[] =>
  ['argocd.argoproj.io/hook', 'helm.sh/hook']
    .filter((key) => isPrecious(manifest) && annotation(manifest, key) !== undefined)
    .map((key) => ({
      manifest,
      field: fieldOf(key),
      message: `Must not be set: Argo CD deletes hooks, and what goes with a ${manifest.object.kind} cannot be made anew.`,
    }));

/** A Secret goes when its ExternalSecret does, and not when the store does not answer for it. */
function ownership(manifest: Manifest): Finding[] {
  if (manifest.object.kind !== 'ExternalSecret') return [];
  const wanted = {
    creationPolicy: ['Owner', 'nobody would remove the Secret, or make it'],
    deletionPolicy: ['Retain', 'what is gone from the store would take the Secret away from running pods'],
  } as const;
  return Object.entries(wanted).flatMap(([policy, [value, why]]) => {
    const got = at(manifest.object, 'spec', 'target', policy);
    if (got === value) return [];
    const message = `Must be ${show(value)}, got ${show(got)}: ${why}.`;
    return [{ manifest, field: `spec.target.${policy}`, message }];
  });
}
