import type { Manifest } from '../../../model/manifest.ts';
import { at } from './pods.ts';
import type { Thing } from './inventory.ts';
import { valuesIn, type Value } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A place in an object that names another. */
export interface Reference {
  readonly manifest: Manifest;
  readonly field: string;
  readonly to: Pick<Thing, 'kind' | 'namespace' | 'name'>;
  /** Keys of the Secret or ConfigMap that are read. @default - none by name */
  readonly keys?: readonly string[];
  /** Name of a port of the Service. @default - none */
  readonly port?: string;
}

interface Named extends Omit<Reference, 'manifest' | 'field' | 'to'> {
  readonly kind: string;
  readonly name: string;
  /** @default - that of the object that names it */
  readonly namespace?: string | undefined;
}

/** Everything that an object names: by fields that are named alike in pods and in custom resources, and by its kind. */
export function referencesOf(manifest: Manifest): Reference[] {
  const { object } = manifest;
  const values = valuesIn(object);
  const found = [
    ...values.flatMap((value) => namedAnywhere(value).map((named) => ({ field: value.field, ...named }))),
    ...values.flatMap((value) => namedInKind(manifest, value)),
    ...implied(manifest),
  ];
  return found.map(({ field, kind, name, namespace, ...rest }) => ({
    manifest,
    field,
    to: {
      kind,
      name,
      namespace: clusterWide.includes(kind) ? undefined : (namespace ?? object.metadata.namespace),
    },
    ...rest,
  }));
}

const clusterWide = ['ClusterRole', 'ClusterSecretStore', 'PriorityClass'];

/** Fields that mean the same in every object. */
function namedAnywhere({ field, key, value }: Value): Named[] {
  if (key === 'serviceAccountName' && typeof value === 'string')
    return [{ kind: 'ServiceAccount', name: value }];
  // Those of the system are in every cluster.
  if (key === 'priorityClassName' && typeof value === 'string' && !value.startsWith('system-'))
    return [{ kind: 'PriorityClass', name: value }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { name, key: item, secretName, claimName, kind, items, optional } = value as Fields;
  if (optional === true) return [];
  // A key of a Secret or ConfigMap, wherever it is wanted.
  if (typeof name === 'string' && typeof item === 'string') {
    return [{ kind: isOfConfigMap(key) ? 'ConfigMap' : 'Secret', name, keys: [item] }];
  }
  const keys = (items as readonly { readonly key: string }[] | undefined)?.map((one) => one.key) ?? [];
  if (key === 'secret' && (secretName ?? name) !== undefined)
    return [{ kind: 'Secret', name: (secretName ?? name) as string, keys }];
  if (key === 'configMap' && typeof name === 'string') return [{ kind: 'ConfigMap', name, keys }];
  if (key === 'persistentVolumeClaim' && typeof claimName === 'string')
    return [{ kind: 'PersistentVolumeClaim', name: claimName }];
  if (typeof name !== 'string') return [];
  if (key === 'secretRef' || /\bimagePullSecrets\[\d+\]$/.test(field)) return [{ kind: 'Secret', name }];
  if (key === 'configMapRef') return [{ kind: 'ConfigMap', name }];
  return key === 'secretStoreRef' || key === 'roleRef' ? [{ kind: kind as string, name }] : [];
}

const isOfConfigMap = (key: string): boolean => key.startsWith('configMap');

/** Fields that name something in objects of one kind. */
function namedInKind({ object }: Manifest, { field, value }: Value): ({ field: string } & Named)[] {
  const kinds = Object.entries(ofKind[object.kind] ?? {}).find(([pattern]) => matchesField(pattern, field));
  if (kinds === undefined) return [];
  const named = kinds[1](value);
  // Groups and users are no objects.
  if (named.kind === 'Group' || named.kind === 'User') return [];
  return [{ field, ...named }];
}

const matchesField = (pattern: string, field: string): boolean => field.replace(/\[\d+\]/g, '[]') === pattern;

type Reader = (value: unknown) => Named;
const named =
  (kind: string): Reader =>
  (name) => ({ kind, name: name as string });
const service = named('Service');
const mounted = { 'spec.secrets[]': named('Secret'), 'spec.configMaps[]': named('ConfigMap') };
const subject: Reader = (value) => value as Named;
const alertmanagers: Reader = (value) => ({ kind: 'Service', ...(value as Omit<Named, 'kind'>) });

const ofKind: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  StatefulSet: { 'spec.serviceName': service },
  Prometheus: { 'spec.serviceName': service, 'spec.alerting.alertmanagers[]': alertmanagers, ...mounted },
  Alertmanager: { 'spec.serviceName': service, ...mounted },
  ThanosRuler: { 'spec.serviceName': service },
  RoleBinding: { 'subjects[]': subject },
  ClusterRoleBinding: { 'subjects[]': subject },
};

/** Alertmanager's configuration: without it the operator runs one that tells nobody. */
function implied({ object }: Manifest): ({ field: string } & Named)[] {
  if (object.kind !== 'Alertmanager') return [];
  const name = (at(object, 'spec', 'configSecret') ?? `alertmanager-${object.metadata.name}`) as string;
  return [{ field: 'spec.configSecret', kind: 'Secret', name, keys: ['alertmanager.yaml'] }];
}
