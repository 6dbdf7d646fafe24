import type { KubernetesObject, Manifest } from '../../../model/manifest.ts';
import { ofOperator } from './operator-pods.ts';

type Labels = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

/** A port that a container listens on. */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
}

/** A container, with the fields that checks read. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: Fields }[];
  readonly envFrom?: readonly Fields[];
  readonly ports?: readonly ContainerPort[];
  readonly resources?: { readonly requests?: Fields; readonly limits?: Fields };
  readonly securityContext?: Fields;
  readonly readinessProbe?: Fields;
  readonly livenessProbe?: Fields;
  readonly startupProbe?: Fields;
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  /** File with the address of the object storage: a field of what the Prometheus Operator makes containers from. */
  readonly objectStorageConfigFile?: string;
}

/** The specification of a pod, with the fields that checks read. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly ({ readonly name: string } & Fields)[];
  readonly securityContext?: Fields;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly restartPolicy?: string;
  readonly affinity?: Fields;
  readonly topologySpreadConstraints?: readonly Fields[];
  readonly [field: string]: unknown;
}

/** Pods that an object makes: its own template's, or those that the Prometheus Operator makes of it. */
export interface Pods {
  readonly manifest: Manifest;
  /** Where the pod's specification stands in the object, such as `spec.template.spec`. */
  readonly field: string;
  /** Where the pod's metadata stand, such as `spec.template.metadata`. */
  readonly metadataField: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly replicas: number;
  readonly spec: PodSpec;
  /** Whether each run ends, as a Job's does. */
  readonly ends: boolean;
  /** Where containers stand, by name. @default - in their lists */
  readonly places?: Readonly<Record<string, string>>;
}

/** A container, the pods that it is in, and its place in the object. */
export interface PlacedContainer {
  readonly pods: Pods;
  readonly container: Container;
  readonly field: string;
}

/** All pods that objects make. */
export const podsOf = (manifests: readonly Manifest[]): Pods[] =>
  manifests.flatMap((manifest) => {
    const read = readers[manifest.object.kind];
    return read === undefined ? [] : [read(manifest)];
  });

/** All containers of pods, those that run first included, with their place in the object. */
export const containersOf = (pods: Pods): PlacedContainer[] =>
  (['initContainers', 'containers'] as const).flatMap((list) =>
    (pods.spec[list] ?? []).map((container, at) => ({
      pods,
      container,
      field: pods.places?.[container.name] ?? `${pods.field}.${list}[${String(at)}]`,
    })),
  );

/** All containers of all pods that objects make. */
export const allContainers = (manifests: readonly Manifest[]): PlacedContainer[] =>
  podsOf(manifests).flatMap(containersOf);

/** A field of the security context that a container has, its own or its pod's, and where it stands or should. */
export function securityOf({ pods, container, field }: PlacedContainer, key: string) {
  const ours = at(container.securityContext, ...key.split('.'));
  const value = ours ?? at(pods.spec.securityContext, ...key.split('.'));
  return { value, field: `${ours === undefined ? pods.field : field}.securityContext.${key}` };
}

/** A value deep in an object, or nothing. */
export const at = (object: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);

const readers: Readonly<Record<string, (manifest: Manifest) => Pods>> = {
  Pod: (manifest) => ofTemplate(manifest, [], 1, false),
  Deployment: (manifest) => ofTemplate(manifest, ['spec', 'template'], replicasOf(manifest.object), false),
  StatefulSet: (manifest) => ofTemplate(manifest, ['spec', 'template'], replicasOf(manifest.object), false),
  DaemonSet: (manifest) => ofTemplate(manifest, ['spec', 'template'], 1, false),
  Job: (manifest) => ofTemplate(manifest, ['spec', 'template'], 1, true),
  CronJob: (manifest) => ofTemplate(manifest, ['spec', 'jobTemplate', 'spec', 'template'], 1, true),
  Prometheus: (manifest) => ofOperator(manifest, 'prometheus'),
  Alertmanager: (manifest) => ofOperator(manifest, 'alertmanager'),
  ThanosRuler: (manifest) => ofOperator(manifest, 'thanos-ruler'),
};

const replicasOf = (object: KubernetesObject): number => (at(object, 'spec', 'replicas') ?? 1) as number;

function ofTemplate(manifest: Manifest, path: readonly string[], replicas: number, ends: boolean): Pods {
  const { object } = manifest;
  return {
    manifest,
    field: [...path, 'spec'].join('.'),
    metadataField: [...path, 'metadata'].join('.'),
    namespace: object.metadata.namespace ?? '',
    labels: (at(object, ...path, 'metadata', 'labels') ?? {}) as Labels,
    annotations: (at(object, ...path, 'metadata', 'annotations') ?? {}) as Labels,
    replicas,
    spec: at(object, ...path, 'spec') as PodSpec,
    ends,
  };
}
