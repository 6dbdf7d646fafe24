/** An object of Kubernetes, as it was rendered. */
export type Manifest = Readonly<Record<string, unknown>>;

interface Source {
  readonly name: string;
  readonly key: string;
}

/** A variable of a container, of the kinds that are rendered here. */
export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly secretKeyRef?: Source;
    readonly configMapKeyRef?: Source;
  };
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
  readonly defaultMode?: number;
}

/** A volume of a pod, of the kinds that are rendered here. */
export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly sizeLimit?: string };
  readonly configMap?: Items & { readonly name: string };
  readonly secret?: Items & { readonly secretName: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

interface Security {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
  readonly readOnlyRootFilesystem?: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly securityContext?: Security;
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
    readonly subPath?: string;
  }[];
}

export interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly securityContext?: Security;
  readonly terminationGracePeriodSeconds?: number;
  readonly activeDeadlineSeconds?: number;
}

/** What runs, whatever it is that makes the pod. */
export interface Rendered {
  readonly name: string;
  readonly namespace: string;
  readonly spec: PodSpec;
  /** Claims that the pod gets beside the volumes of its template. */
  readonly claims: readonly string[];
}

interface Owner {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly jobTemplate?: { readonly spec: Owner['spec'] };
    readonly template?: { readonly spec: PodSpec };
    readonly activeDeadlineSeconds?: number;
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** The pod of a CronJob, Job, StatefulSet, Deployment, or of itself. */
export function podOf(object: Manifest): Rendered {
  const { kind, metadata, spec } = object as unknown as Owner;
  const { template, activeDeadlineSeconds, volumeClaimTemplates = [] } = spec.jobTemplate?.spec ?? spec;
  const pod = template?.spec ?? (spec as unknown as PodSpec);
  if (!Array.isArray(pod.containers)) throw new Error(`${kind} ${metadata.name} has no template of a pod.`);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    spec: activeDeadlineSeconds === undefined ? pod : { activeDeadlineSeconds, ...pod },
    claims: volumeClaimTemplates.map((claim) => claim.metadata.name),
  };
}

/** Finds an object among those that were rendered. @throws where there is none, as a pod would wait for it forever. */
export function find(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find(
    (one) => one.kind === kind && (one.metadata as { name?: string } | undefined)?.name === name,
  );
  if (found === undefined)
    throw new Error(`There is no ${kind} ${name} among the ${String(manifests.length)} objects.`);
  return found;
}
