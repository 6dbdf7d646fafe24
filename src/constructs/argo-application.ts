import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What {@link ArgoApplication} is made of. */
export interface ArgoApplicationProps {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** Name of the Application, and of its project. */
  readonly name: string;
  readonly repository: string;
  readonly revision: string;
  /** Folder of the manifests in the repository. */
  readonly folder: string;
  readonly cluster: string;
  /** Namespace of objects that name none. */
  readonly targetNamespace: string;
}

/**
 * Has Argo CD apply a folder, and keep the cluster as the folder is.
 *
 * It has no finalizer: whoever deletes the Application by mistake does not end the monitoring with it.
 */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { namespace, name, repository, revision, folder, cluster, targetNamespace } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name,
        namespace,
        annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
      },
      spec: {
        project: name,
        source: {
          repoURL: repository,
          targetRevision: revision,
          path: folder,
          directory: { recurse: true, include: '*.yaml' },
        },
        destination: { server: cluster, namespace: targetNamespace },
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: false },
          syncOptions: [
            'ServerSideApply=true',
            'PruneLast=true',
            'FailOnSharedResource=true',
            'RespectIgnoreDifferences=true',
          ],
          // Prometheus counts as degraded until its first pod is ready: the first sync takes a few tries.
          retry: { limit: 20, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
        },
      },
    });
  }
}
