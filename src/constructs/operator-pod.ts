import { partOf } from '../model/labels.ts';
import { claimSpec, podSecurity, resources, spread, type Resources } from './hardening.ts';

/** What pods that the Prometheus Operator makes from its objects have in common. */
export interface OperatorPodProps {
  /** Image of the program, by exact tag or digest. */
  readonly image: string;
  /** Image of the sidecar that has it read changed configuration. */
  readonly configReloader: string;
  readonly replicas: number;
  /** ServiceAccount that they run as, and headless Service that gives them names. */
  readonly name: string;
  readonly resources: Resources;
  readonly storageGiB: number;
  /** @default - the cluster's own */
  readonly storageClass?: string | undefined;
  /** Labels that the Prometheus Operator selects its objects by. */
  readonly operatorLabels: Readonly<Record<string, string>>;
}

/** Name of the object that the operator makes the pods from: Prometheus, Alertmanager and ThanosRuler are all called so. */
export const operatorName = 'fraiseql';

/** Labels that the operator itself gives the pods: it wants a governing Service to select by those alone. */
export const operatorPodLabels = (program: string) => ({
  'app.kubernetes.io/name': program,
  'app.kubernetes.io/instance': operatorName,
});

/** Fields of the specification that Prometheus, Alertmanager and ThanosRuler share. */
export function operatorPod(program: string, props: OperatorPodProps) {
  const { image, replicas, name, storageGiB, storageClass } = props;
  return {
    image,
    imagePullPolicy: 'Always',
    ...versionOf(image),
    replicas,
    serviceAccountName: name,
    serviceName: name,
    podMetadata: { labels: { 'app.kubernetes.io/part-of': partOf } },
    securityContext: podSecurity,
    resources: resources(props.resources),
    affinity: spread(operatorPodLabels(program)),
    storage: {
      volumeClaimTemplate: {
        spec: claimSpec({ storageGiB, storageClass }),
      },
    },
    containers: [{ name: 'config-reloader', ...reloader(props.configReloader) }],
  };
}

/** Merged into the containers that read changed configuration. Their security is the operator's: it gives up all rights. */
export const reloader = (image: string) => ({
  image,
  imagePullPolicy: 'Always',
  resources: resources({ cpu: '10m', cpuLimit: '100m', memory: '64Mi' }),
});

/** Kept when the object goes, or has fewer replicas: what is in the volumes cannot be made anew. */
export const keepVolumes = {
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
} as const;

/** The operator writes its configuration for a version, and takes the newest that it knows if none is said. */
function versionOf(image: string): { version?: string } {
  const tag = /:v(\d+\.\d+\.\d+)(@|$)/.exec(image)?.[1];
  return tag === undefined ? {} : { version: tag };
}
