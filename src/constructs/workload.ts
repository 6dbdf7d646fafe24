import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels, selectorLabels } from '../model/labels.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import { claimSpec, containerSecurity, podSecurity, resources, spread, type Resources } from './hardening.ts';
import { NetworkService } from './network-service.ts';
import { Account } from './account.ts';

/** A file or folder that a container reads or writes. */
export interface Mount {
  /** Where the container sees it. */
  readonly path: string;
  /** Name of the volume. @default - by its kind, of which the pod then has no other */
  readonly name?: string;
  /** What is there. */
  readonly from:
    | { readonly configMap: string }
    | { readonly secret: string; readonly keys: readonly string[] }
    /** A volume of its own for each replica, kept when the replica goes. */
    | { readonly storageGiB: number; readonly storageClass?: string | undefined };
}

/** What {@link Workload} is made of. */
export interface WorkloadProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects, and of its container. */
  readonly name: string;
  readonly replicas: number;
  /** Image, by exact tag or digest. */
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Ports by name. The Service has the same. */
  readonly ports: Readonly<Record<string, number>>;
  /** Path and port that say whether it can answer, and how many seconds after its start that is asked first. */
  readonly ready: { readonly path: string; readonly port: string; readonly first?: number };
  /** Path that says whether it lives. @default - a connection to the port of `ready` */
  readonly live?: string;
  /** Seconds in which it ends when it is told to, or is killed. @default - the 30 of Kubernetes */
  readonly endsWithin?: number;
  readonly resources: Resources;
  /** @default - nothing to read or write */
  readonly mounts?: readonly Mount[];
  /** Text that the pods depend on: when it changes they are replaced. @default - none */
  readonly checksum?: string;
  /** Whether it talks to the Kubernetes API. @default false */
  readonly usesApi?: boolean;
  /** Annotations of its account. @default - none */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
  /** Whether its Service gives the address of each pod instead of one for all. @default false */
  readonly headless?: boolean;
}

/**
 * Pods that run one program, with all that a good neighbour has: an account of its own, a Service, a budget for disruptions,
 * and no right that it does not use. A Deployment; a StatefulSet where a mount asks for storage.
 */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { namespace, name, ports, replicas, usesApi = false, headless = false } = props;
    const { accountAnnotations: annotations } = props;
    new Account(this, 'Account', { namespace, name, usesApi, ...(annotations ? { annotations } : {}) });
    new ApiObject(this, 'Resource', workload(props));
    new NetworkService(this, 'Service', { namespace, name, ports, headless, selector: selectorLabels(name) });
    if (replicas > 1) {
      new DisruptionBudget(this, 'Budget', { namespace, name, selector: selectorLabels(name) });
    }
  }
}

function workload(props: WorkloadProps) {
  const { name, namespace, replicas, mounts = [] } = props;
  const claims = mounts.flatMap(claimOf);
  const shared = {
    replicas,
    revisionHistoryLimit: 3,
    selector: { matchLabels: selectorLabels(name) },
    template: podTemplate(props),
  };
  const metadata = { name, namespace, labels: componentLabels(name) };
  if (claims.length === 0) {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { ...shared, strategy } };
  }
  const stateful = {
    serviceName: name,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: claims,
  };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { ...shared, ...stateful } };
}

function podTemplate(props: WorkloadProps) {
  const { name, checksum, mounts = [], usesApi = false, endsWithin } = props;
  return {
    metadata: {
      labels: componentLabels(name),
      ...(checksum === undefined ? {} : { annotations: { 'checksum/config': checksum } }),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: usesApi,
      enableServiceLinks: false,
      securityContext: podSecurity,
      affinity: spread(selectorLabels(name)),
      ...(endsWithin === undefined ? {} : { terminationGracePeriodSeconds: endsWithin }),
      containers: [container(props)],
      volumes: volumesOf(mounts),
    },
  };
}

function container(props: WorkloadProps) {
  const { name, image, args, env = {}, ports, ready, live, mounts = [] } = props;
  return {
    name,
    image,
    imagePullPolicy: 'Always',
    args,
    env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ports: Object.entries(ports).map(([key, containerPort]) => ({
      name: key,
      containerPort,
      protocol: 'TCP',
    })),
    readinessProbe: {
      httpGet: { path: ready.path, port: ready.port },
      ...(ready.first === undefined ? {} : { initialDelaySeconds: ready.first }),
      periodSeconds: 10,
      timeoutSeconds: 3,
    },
    livenessProbe: {
      ...(live === undefined
        ? { tcpSocket: { port: ready.port } }
        : { httpGet: { path: live, port: ready.port } }),
      initialDelaySeconds: 10,
      periodSeconds: 30,
      timeoutSeconds: 3,
    },
    resources: resources(props.resources),
    securityContext: containerSecurity,
    volumeMounts: volumeMountsOf(mounts),
  };
}

/** What a container finds in which folder. */
export const volumeMountsOf = (mounts: readonly Mount[]) =>
  mounts.map(({ path, from, name = volumeName(from) }) => ({
    name,
    mountPath: path,
    ...('storageGiB' in from ? {} : { readOnly: true }),
  }));

/** What its pod mounts for that. */
export const volumesOf = (mounts: readonly Mount[]): object[] => mounts.flatMap(volumeOf);

const volumeName = (from: Mount['from']): string => {
  if ('configMap' in from) return 'config';
  return 'secret' in from ? 'secret' : 'data';
};

function volumeOf({ from, name = volumeName(from) }: Mount): object[] {
  if ('configMap' in from) return [{ name, configMap: { name: from.configMap, defaultMode: 0o444 } }];
  if (!('secret' in from)) return [];
  const items = from.keys.map((key) => ({ key, path: key }));
  return [{ name, secret: { secretName: from.secret, items, defaultMode: 0o440 } }];
}

function claimOf({ from }: Mount) {
  return 'storageGiB' in from ? [{ metadata: { name: 'data' }, spec: claimSpec(from) }] : [];
}
