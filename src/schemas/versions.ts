/** Versions of Kubernetes whose schemas are here: the oldest that is supported, and the newest. */
export const kubernetesVersions = ['1.27', '1.37'] as const;

/** A version of Kubernetes whose schemas are here. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];
