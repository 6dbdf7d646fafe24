/** User and group of every container: nobody. Scanners ask for more than 10,000, so that it is no user of the node. */
export const nobody = 65_534;

/** Security context of a pod, as Pod Security "restricted" asks for it. */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: nobody,
  runAsGroup: nobody,
  fsGroup: nobody,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** Security context of a container, as Pod Security "restricted" asks for it, on a root file system that nobody writes to. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: nobody,
  runAsGroup: nobody,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** What a container gets, and the most that it may take. */
export interface Resources {
  /** CPU that it gets, such as `50m`. */
  readonly cpu: string;
  /** CPU that it may take when the node has it. @default - what it gets */
  readonly cpuLimit?: string;
  /** Memory that it gets; more of it ends the container. */
  readonly memory: string;
  /** Disk for logs and emptyDirs; more of it evicts the pod. @default 64Mi */
  readonly disk?: string;
}

/** Requests and limits of a container. Memory and disk are limited to what is requested: neither can be taken back. */
export function resources({ cpu, cpuLimit = cpu, memory, disk = '64Mi' }: Resources) {
  return {
    requests: { cpu, memory, 'ephemeral-storage': disk },
    limits: { cpu: cpuLimit, memory, 'ephemeral-storage': disk },
  };
}

/** Keeps replicas on different nodes and in different zones where there are enough; a pod that cannot be placed helps nobody. */
export function spread(labels: Readonly<Record<string, string>>) {
  const term = (weight: number, topologyKey: string) => ({
    weight,
    podAffinityTerm: { labelSelector: { matchLabels: labels }, topologyKey },
  });
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        term(100, 'kubernetes.io/hostname'),
        term(50, 'topology.kubernetes.io/zone'),
      ],
    },
  };
}

/** A claim for a volume that one pod reads and writes. */
export function claimSpec({
  storageGiB,
  storageClass,
}: {
  storageGiB: number;
  storageClass?: string | undefined;
}) {
  return {
    accessModes: ['ReadWriteOnce'],
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: {
      requests: {
        storage: storageGiB % 1024 === 0 ? `${String(storageGiB / 1024)}Ti` : `${String(storageGiB)}Gi`,
      },
    },
  };
}
