/** A Kubernetes object as it is written. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object, where it is written, and what made it. */
export interface Manifest {
  /** File below the environment's folder, or below `dist/` for what Argo CD itself reads. */
  readonly file: string;
  /** Path of the construct that made it, such as `exporters/BlackboxExporter/Resource`. */
  readonly path: string;
  readonly object: KubernetesObject;
}
