import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels, partOf } from '../model/labels.ts';
import { operatorName, operatorPod, type OperatorPodProps } from './operator-pod.ts';

/** What {@link ThanosRuler} is made of. */
export interface ThanosRulerProps extends OperatorPodProps {
  readonly namespace: string;
  /** Address under which people query: links from an alert to its expression lead there. @default - the pod's own */
  readonly queryUrl?: string | undefined;
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Address of Thanos Query, whose view over all shards the rules are evaluated on. */
  readonly query: string;
  /** Address of the Alertmanagers. */
  readonly alertmanager: string;
  /** Secret with the key `thanos.yaml`: where what it records is kept. */
  readonly objectStorage: string;
}

/** Of all programs that it runs, the operator asks this one for nothing. */
const probes = {
  readinessProbe: { httpGet: { path: '/-/ready', port: 'web' }, periodSeconds: 10, timeoutSeconds: 3 },
  livenessProbe: { httpGet: { path: '/-/healthy', port: 'web' }, periodSeconds: 30, timeoutSeconds: 3 },
};

/** Evaluates rules where no single Prometheus sees everything. */
export class ThanosRuler extends Construct {
  constructor(scope: Construct, id: string, props: ThanosRulerProps) {
    super(scope, id);
    const { namespace, operatorLabels, externalLabels } = props;
    const pod = operatorPod('thanos-ruler', props);
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ThanosRuler',
      metadata: {
        name: operatorName,
        namespace,
        labels: { ...componentLabels(operatorName), ...operatorLabels },
      },
      spec: {
        ...pod,
        containers: [...pod.containers, { name: 'thanos-ruler', ...probes }],
        ruleSelector: { matchLabels: { 'app.kubernetes.io/part-of': partOf } },
        evaluationInterval: '30s',
        labels: externalLabels,
        ...(props.queryUrl === undefined ? {} : { alertQueryUrl: props.queryUrl }),
        queryEndpoints: [props.query],
        alertmanagersUrl: [props.alertmanager],
        objectStorageConfig: { name: props.objectStorage, key: 'thanos.yaml' },
      },
    });
  }
}
