import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels, partOf } from '../model/labels.ts';
import { jobs } from '../model/jobs.ts';
import { resources } from './hardening.ts';
import { keepVolumes, operatorName, operatorPod, reloader, type OperatorPodProps } from './operator-pod.ts';

/** What {@link Prometheus} is made of. */
export interface PrometheusProps extends OperatorPodProps {
  readonly namespace: string;
  /** Address under which people reach it: links in messages lead there. @default - the pod's own */
  readonly externalUrl?: string | undefined;
  /** Parts that the targets are divided into. With more than one it evaluates no rules. */
  readonly shards: number;
  /** Labels that mark its series and alerts among those of others. */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Where Thanos keeps old blocks. @default - nowhere */
  readonly longTerm?: { readonly image: string; readonly secret: string } | undefined;
}

/** How long the servers themselves keep samples: budgets look back 30 days, and the report on a month of 31 gets two weeks. */
const retention = '45d';

/** Share of the volume that samples may fill: the write-ahead log and a compaction need the rest. */
const usableShare = 0.85;

/** Prometheus servers that each scrape all targets of their shard. */
export class Prometheus extends Construct {
  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { namespace, operatorLabels } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata: {
        name: operatorName,
        namespace,
        labels: { ...componentLabels(operatorName), ...operatorLabels },
      },
      spec: {
        ...operatorPod('prometheus', props),
        ...keepVolumes,
        ...(props.externalUrl === undefined ? {} : { externalUrl: props.externalUrl }),
        automountServiceAccountToken: true,
        initContainers: [{ name: 'init-config-reloader', ...reloader(props.configReloader) }],
        ...identity(props),
        retention,
        retentionSize: `${String(Math.floor(props.storageGiB * 1024 * usableShare))}MiB`,
        scrapeInterval: '30s',
        evaluationInterval: '30s',
        ...selection(props.shards),
        alerting: {
          alertmanagers: [{ namespace, name: jobs.alertmanager, port: 'web', apiVersion: 'v2' }],
        },
        ...sidecar(props.longTerm),
      },
    });
  }
}

const identity = ({ shards, externalLabels }: PrometheusProps) => ({
  shards,
  externalLabels,
  replicaExternalLabelName: 'replica',
  prometheusExternalLabelName: '',
});

/** What it scrapes and evaluates: all of this stack in its own namespace, and nothing of others. */
function selection(shards: number) {
  const ours = { matchLabels: { 'app.kubernetes.io/part-of': partOf } };
  return {
    serviceMonitorSelector: ours,
    podMonitorSelector: ours,
    probeSelector: ours,
    serviceDiscoveryRole: 'EndpointSlice',
    // No single shard sees everything: ThanosRuler evaluates then.
    ...(shards === 1 ? { ruleSelector: ours } : {}),
  };
}

/** The sidecar reads the object store's configuration from a file: the operator would put it into its environment otherwise. */
function sidecar(longTerm: PrometheusProps['longTerm']) {
  if (longTerm === undefined) return {};
  const name = 'object-storage';
  const items = [{ key: 'thanos.yaml', path: 'thanos.yaml' }];
  return {
    volumes: [{ name, secret: { secretName: longTerm.secret, items, defaultMode: 0o440 } }],
    thanos: {
      image: longTerm.image,
      objectStorageConfigFile: '/etc/thanos/thanos.yaml',
      volumeMounts: [{ name, mountPath: '/etc/thanos', readOnly: true }],
      resources: resources({ cpu: '50m', cpuLimit: '500m', memory: '256Mi' }),
    },
  };
}
