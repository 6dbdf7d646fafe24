import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels, selectorLabels } from '../model/labels.ts';
import { Account } from './account.ts';
import { NetworkService } from './network-service.ts';
import { claimSpec, containerSecurity, podSecurity, resources, type Resources } from './hardening.ts';
import { withoutAws } from './steps-job.ts';
import { volumeMountsOf, volumesOf, type Mount } from './workload.ts';

/** A program of the receiver's pod. */
export interface ReceiverProgram {
  /** Name of the container. */
  readonly name: string;
  /** Image, by exact tag or digest. */
  readonly image: string;
  /** @default - the image's own */
  readonly command?: readonly string[];
  /** @default - none */
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly resources: Resources;
  /** ConfigMaps and Secrets that it reads. */
  readonly mounts: readonly Mount[];
  /** Whether it acts in AWS as the account's role. */
  readonly usesAws: boolean;
  /** Port by which it says whether it is ready, and the path that is asked. @default - it is asked nothing */
  readonly ready?: { readonly port: number; readonly path: string };
}

/** What {@link WalReceiver} is made of. */
export interface WalReceiverProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects. */
  readonly name: string;
  readonly programs: readonly ReceiverProgram[];
  /** Port on which the pod says whether it is ready. */
  readonly port: number;
  /** Where its volume is, how large it is, and of which class. */
  readonly volume: {
    readonly path: string;
    readonly storageGiB: number;
    readonly storageClass?: string | undefined;
  };
  /** Seconds in which it ends when it is told to, or is killed. */
  readonly stopsWithin: number;
  /** Text that the pod depends on: when it changes it is replaced. */
  readonly checksum: string;
  /** Annotations of its account. @default - none */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/**
 * Programs that share a volume, one pod of them and never two: a replication slot has one reader. Its Service is there since a StatefulSet has
 * one: nobody asks it anything but the kubelet.
 */
export class WalReceiver extends Construct {
  constructor(scope: Construct, id: string, props: WalReceiverProps) {
    super(scope, id);
    const { namespace, name, accountAnnotations: annotations, volume } = props;
    new Account(this, 'Account', { namespace, name, ...(annotations ? { annotations } : {}) });
    new NetworkService(this, 'Service', {
      namespace,
      name,
      ports: { http: props.port },
      headless: true,
      selector: selectorLabels(name),
    });
    new ApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 3,
        serviceName: name,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        selector: { matchLabels: selectorLabels(name) },
        template: {
          metadata: {
            labels: componentLabels(name),
            annotations: {
              'checksum/config': props.checksum,
              ...withoutAws(props.programs.filter(({ usesAws }) => !usesAws).map((one) => one.name)),
            },
          },
          spec: podSpec(props),
        },
        volumeClaimTemplates: [{ metadata: { name: 'wal' }, spec: claimSpec(volume) }],
      },
    });
  }
}

const podSpec = ({ name, programs, volume, stopsWithin }: WalReceiverProps) => ({
  serviceAccountName: name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: stopsWithin,
  securityContext: podSecurity,
  containers: programs.map((program) => container(program, volume.path)),
  volumes: once(programs.flatMap(({ mounts }) => volumesOf(mounts))),
});

function container({ name, image, command, args, env, mounts, ...program }: ReceiverProgram, path: string) {
  const { ready } = program;
  return {
    name,
    image,
    imagePullPolicy: 'Always',
    ...(command === undefined ? {} : { command: [...command] }),
    ...(args === undefined ? {} : { args: [...args] }),
    env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ...(ready === undefined ? {} : probed(ready)),
    resources: resources(program.resources),
    securityContext: containerSecurity,
    volumeMounts: [{ name: 'wal', mountPath: path }, ...volumeMountsOf(mounts)],
  };
}

/** Liveness is a connection: a database that is down is no reason to start anew. */
const probed = ({ port, path }: NonNullable<ReceiverProgram['ready']>) => ({
  ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
  readinessProbe: { httpGet: { path, port: 'http' }, periodSeconds: 10, timeoutSeconds: 3 },
  livenessProbe: {
    tcpSocket: { port: 'http' },
    initialDelaySeconds: 10,
    periodSeconds: 30,
    timeoutSeconds: 3,
  },
});

/** A volume that two programs mount is there once. */
function once(volumes: readonly object[]): object[] {
  const texts = volumes.map((volume) => JSON.stringify(volume));
  return volumes.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
}
