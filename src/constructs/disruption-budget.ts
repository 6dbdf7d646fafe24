import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link DisruptionBudget} is made of. */
export interface DisruptionBudgetProps {
  readonly namespace: string;
  readonly name: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
}

/** One pod at a time may be moved from a node on purpose; one that is not ready anyway may always go. */
export class DisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, { namespace, name, selector }: DisruptionBudgetProps) {
    super(scope, id);
    new ApiObject(this, 'Resource', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selector },
      },
    });
  }
}
