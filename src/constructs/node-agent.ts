import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels, selectorLabels } from '../model/labels.ts';
import { Account } from './account.ts';
import { containerSecurity, nobody, podSecurity, resources, type Resources } from './hardening.ts';
import { volumeMountsOf, volumesOf, type Mount } from './workload.ts';

/** A folder of the node. What may be mounted is a list in `src/model/node-access.ts`; synth refuses all else. */
export interface HostFolder {
  /** Name of the volume. */
  readonly name: string;
  /** On the node, and in the container. */
  readonly path: string;
  /** Where the container sees it. @default - at the same path */
  readonly at?: string;
  /** Whether it is the agent's own, which it writes to and which is made. @default false: it is read, and must be there */
  readonly own?: boolean;
}

/** What {@link NodeAgent} is made of. */
export interface NodeAgentProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects, and of its container. */
  readonly name: string;
  /** Image, by exact tag or digest. */
  readonly image: string;
  readonly args: readonly string[];
  /** Variables besides `NODE_NAME`. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  readonly folders: readonly HostFolder[];
  /** ConfigMaps and Secrets that it reads. */
  readonly mounts: readonly Mount[];
  /** Ports by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Path and name of the port that say whether it lives. Nothing of others: they would have every node start it anew. */
  readonly live: { readonly path: string; readonly port: string };
  /** Seconds in which it ends when it is told to, or is killed. */
  readonly endsWithin: number;
  readonly resources: Resources;
  /** Text that the pods depend on: when it changes they are replaced. */
  readonly checksum: string;
  /** Annotations of its account. @default - none */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/**
 * A program on every node, which reads files that only root may read. It is root, without any of root's capabilities: it opens what root
 * owns, and may do nothing else that root may. It runs wherever other pods run, on nodes that are being emptied too. The name of its node
 * is in `NODE_NAME`.
 */
export class NodeAgent extends Construct {
  constructor(scope: Construct, id: string, props: NodeAgentProps) {
    super(scope, id);
    const { namespace, name, accountAnnotations: annotations } = props;
    new Account(this, 'Account', { namespace, name, ...(annotations ? { annotations } : {}) });
    new ApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        revisionHistoryLimit: 3,
        selector: { matchLabels: selectorLabels(name) },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        template: {
          metadata: {
            labels: componentLabels(name),
            annotations: { 'checksum/config': props.checksum },
          },
          spec: podSpec(props),
        },
      },
    });
  }
}

/** Root: a capability such as DAC_READ_SEARCH reaches no other user, as Kubernetes gives it to none. */
const root = { runAsNonRoot: false, runAsUser: 0, runAsGroup: nobody } as const;

const podSpec = (props: NodeAgentProps) => ({
  serviceAccountName: props.name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: props.endsWithin,
  securityContext: { ...root, seccompProfile: podSecurity.seccompProfile },
  tolerations: [{ operator: 'Exists' }],
  containers: [container(props)],
  volumes: [
    ...props.folders.map(({ name, path, own = false }) => ({
      name,
      hostPath: { path, type: own ? 'DirectoryOrCreate' : 'Directory' },
    })),
    ...volumesOf(props.mounts),
  ],
});

const container = ({
  name,
  image,
  args,
  env = {},
  ports,
  live,
  folders,
  mounts,
  ...props
}: NodeAgentProps) => ({
  name,
  image,
  imagePullPolicy: 'Always',
  args,
  env: [
    { name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } },
    ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
  ],
  ports: Object.entries(ports).map(([key, containerPort]) => ({ name: key, containerPort, protocol: 'TCP' })),
  livenessProbe: {
    httpGet: { path: live.path, port: live.port },
    initialDelaySeconds: 30,
    periodSeconds: 30,
    timeoutSeconds: 5,
  },
  resources: resources(props.resources),
  securityContext: { ...containerSecurity, ...root },
  volumeMounts: [
    ...folders.map(({ name: volume, path, at = path, own = false }) => ({
      name: volume,
      mountPath: at,
      ...(own ? {} : { readOnly: true }),
    })),
    ...volumeMountsOf(mounts),
  ],
});
