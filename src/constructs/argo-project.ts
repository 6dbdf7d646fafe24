import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** A kind of object, by its API group. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What {@link ArgoProject} is made of. */
export interface ArgoProjectProps {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  readonly name: string;
  readonly description: string;
  /** The only repository that may be applied. */
  readonly repository: string;
  /** The only cluster that it may be applied to, and the namespaces there. */
  readonly cluster: string;
  readonly namespaces: readonly string[];
  /** The only kinds that may be applied. */
  readonly clusterKinds: readonly GroupKind[];
  readonly namespacedKinds: readonly GroupKind[];
}

/** What an Argo CD Application may touch: one repository, one cluster, some namespaces, and the kinds that are used. */
export class ArgoProject extends Construct {
  constructor(scope: Construct, id: string, props: ArgoProjectProps) {
    super(scope, id);
    const { namespace, name, description, repository, cluster, namespaces } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name, namespace, annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
      spec: {
        description,
        sourceRepos: [repository],
        destinations: namespaces.map((one) => ({ server: cluster, namespace: one })),
        clusterResourceWhitelist: props.clusterKinds,
        namespaceResourceWhitelist: props.namespacedKinds,
      },
    });
  }
}
