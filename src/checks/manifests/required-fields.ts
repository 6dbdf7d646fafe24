import type { Manifest } from '../../model/manifest.ts';
import { oneOf, show } from '../../schemas/show.ts';
import type { Finding, ManifestCheck, Manifests } from './check.ts';
import { allPods, containersOfAll, objectsOf } from './objects/inventory.ts';
import { at } from './objects/pods.ts';
import { serviceOf } from './objects/services.ts';

/** Nothing is left out without which the stack runs but says, keeps or repairs nothing. */
export const requiredFields: ManifestCheck = (manifests) => [
  ...manifests.all.flatMap(absent),
  ...replicaLabels(manifests),
  ...counts(manifests),
  ...governing(manifests),
];

interface Required {
  readonly field: string;
  /** @default - anything but nothing, and no empty list or text */
  readonly value?: unknown;
  /** What would be, without it. */
  readonly else: string;
}

const storage: Required = {
  field: 'spec.storage.volumeClaimTemplate',
  else: 'all data would be gone with the pod',
};

const required: Readonly<Record<string, readonly Required[]>> = {
  Prometheus: [
    { field: 'spec.alerting.alertmanagers', else: 'alerts would fire, and nobody would hear of them' },
    storage,
    { field: 'spec.externalLabels.environment', else: 'nobody could tell environments apart' },
    { field: 'spec.retention', else: 'samples would be gone after a day' },
  ],
  Alertmanager: [storage],
  ThanosRuler: [
    { field: 'spec.alertmanagersUrl', else: 'alerts would fire, and nobody would hear of them' },
    { field: 'spec.queryEndpoints', else: 'there would be nobody to ask for series' },
    { field: 'spec.labels.environment', else: 'nobody could tell environments apart' },
    storage,
  ],
  Application: [
    {
      field: 'spec.syncPolicy.automated.prune',
      value: true,
      else: 'what is no more in git would stay in the cluster',
    },
    {
      field: 'spec.syncPolicy.automated.selfHeal',
      value: true,
      else: 'what somebody changes by hand would stay changed',
    },
  ],
};

const absent = (manifest: Manifest): Finding[] =>
  (required[manifest.object.kind] ?? []).flatMap((one) => {
    const value = at(manifest.object, ...one.field.split('.'));
    if (one.value === undefined ? !isEmpty(value) : value === one.value) return [];
    const message =
      one.value === undefined
        ? `Is missing: ${one.else}.`
        : `Must be ${show(one.value)}, got ${show(value)}: ${one.else}.`;
    return [{ manifest, field: one.field, message }];
  });

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Thanos Query takes series of replicas for one by this label. */
function replicaLabels(manifests: Manifests): Finding[] {
  const asked = containersOfAll(manifests)
    .flatMap(({ container: { args = [] } }) => (args[0] === 'query' ? args : []))
    .flatMap((arg) => /^--query\.replica-label=(.+)$/.exec(arg)?.[1] ?? []);
  if (asked.length === 0) return [];
  return objectsOf(manifests, 'Prometheus').flatMap((manifest) => {
    const label = at(manifest.object, 'spec', 'replicaExternalLabelName');
    if (asked.includes(String(label))) return [];
    const message = `Must be one by which Thanos Query takes replicas for one, ${oneOf(asked)}, got ${show(label)}: every series would be there twice.`;
    return [{ manifest, field: 'spec.replicaExternalLabelName', message }];
  });
}

const counts = (manifests: Manifests): Finding[] =>
  allPods(manifests).flatMap(({ manifest }) =>
    ['replicas', 'shards'].flatMap((field) => {
      const count = at(manifest.object, 'spec', field);
      if (typeof count !== 'number' || count >= 1) return [];
      const message = `Must be 1 or more, got ${show(count)}: nothing would run.`;
      return [{ manifest, field: `spec.${field}`, message }];
    }),
  );

/** Services that give pods their names: without an address of their own, and at once, or members of a cluster never meet. */
function governing(manifests: Manifests): Finding[] {
  const services = allPods(manifests).flatMap(({ manifest: { object }, namespace }) => {
    const service = at(object, 'spec', 'serviceName');
    return typeof service === 'string' ? (serviceOf(manifests, { service, namespace }) ?? []) : [];
  });
  const wanted = { clusterIP: 'None', publishNotReadyAddresses: true };
  return [...new Set(services)].flatMap((manifest) =>
    Object.entries(wanted).flatMap(([field, value]) => {
      const got = at(manifest.object, 'spec', field);
      if (got === value) return [];
      const message = `Must be ${show(value)}, got ${show(got)}: pods would have no names, or only once they are ready.`;
      return [{ manifest, field: `spec.${field}`, message }];
    }),
  );
}
