import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What {@link Account} is made of. */
export interface AccountProps {
  readonly namespace: string;
  readonly name: string;
  /** Whether pods get its token, for the Kubernetes API. @default false */
  readonly usesApi?: boolean;
  /** Annotations, such as that of the role which AWS lets it take on. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A ServiceAccount of one workload's own. Without a role it may do nothing, and without a token it is nobody. */
export class Account extends Construct {
  constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    const { namespace, name, usesApi = false, annotations } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, labels: componentLabels(name), ...(annotations ? { annotations } : {}) },
      automountServiceAccountToken: usesApi,
    });
  }
}
