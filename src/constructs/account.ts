import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link Account} is made of. */
export interface AccountProps {
  readonly namespace: string;
  readonly name: string;
  /** Whether pods get its token, for the Kubernetes API. @default false */
  readonly usesApi?: boolean;
}

/** A ServiceAccount of one workload's own. Without a role it may do nothing, and without a token it is nobody. */
export class Account extends Construct {
  constructor(scope: Construct, id: string, { namespace, name, usesApi = false }: AccountProps) {
    super(scope, id);
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, labels: componentLabels(name) },
      automountServiceAccountToken: usesApi,
    });
  }
}
