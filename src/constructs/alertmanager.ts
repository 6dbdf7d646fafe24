import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';
import { keepVolumes, operatorName, operatorPod, reloader, type OperatorPodProps } from './operator-pod.ts';

/** What {@link Alertmanager} is made of. */
export interface AlertmanagerProps extends OperatorPodProps {
  readonly namespace: string;
  /** Address under which people reach it: links in messages lead there. @default - the pod's own */
  readonly externalUrl?: string | undefined;
  /** Secret with its configuration and templates. */
  readonly configSecret: string;
  /** Secret with the keys of the receivers, mounted for it to read. */
  readonly receiverSecret: string;
}

/** An Alertmanager cluster. */
export class Alertmanager extends Construct {
  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { namespace, operatorLabels, configSecret, receiverSecret } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: {
        name: operatorName,
        namespace,
        labels: { ...componentLabels(operatorName), ...operatorLabels },
      },
      spec: {
        ...operatorPod('alertmanager', props),
        ...keepVolumes,
        ...(props.externalUrl === undefined ? {} : { externalUrl: props.externalUrl }),
        automountServiceAccountToken: false,
        initContainers: [{ name: 'init-config-reloader', ...reloader(props.configReloader) }],
        configSecret,
        secrets: [receiverSecret],
        retention: '120h',
      },
    });
  }
}
