import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';

/** What a role allows. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** What {@link Permissions} is made of. */
export interface PermissionsProps {
  /** Namespace of the ServiceAccount that gets them. */
  readonly accountNamespace: string;
  /** Name of the ServiceAccount, and of the role. */
  readonly name: string;
  /** Namespace that they hold for. @default - the whole cluster */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
}

/** What a ServiceAccount may do, in one namespace or, where the thing has none, in the cluster. */
export class Permissions extends Construct {
  constructor(scope: Construct, id: string, props: PermissionsProps) {
    super(scope, id);
    const { accountNamespace, name, namespace, rules } = props;
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    // Outside of its own namespace a name must not meet that of the same stack in another one.
    const roleName = namespace === accountNamespace ? name : `${accountNamespace}-${name}`;
    const metadata = {
      name: roleName,
      labels: componentLabels(name),
      ...(namespace === undefined ? {} : { namespace }),
    };
    new ApiObject(this, 'Role', { apiVersion, kind, metadata, rules });
    new ApiObject(this, 'Binding', {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: roleName },
      subjects: [{ kind: 'ServiceAccount', name, namespace: accountNamespace }],
    });
  }
}
