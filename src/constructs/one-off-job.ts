import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';
import { Account } from './account.ts';
import { containerSecurity, podSecurity, resources, type Resources } from './hardening.ts';
import { volumeMountsOf, volumesOf, type Mount } from './workload.ts';

/** What {@link OneOffJob} is made of. */
export interface OneOffJobProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects, and of its container. */
  readonly name: string;
  /** Image, by exact tag or digest. */
  readonly image: string;
  readonly args: readonly string[];
  /** How long all attempts may take together, in seconds. */
  readonly endWithin: number;
  /** How often it is tried again. */
  readonly retries: number;
  readonly resources: Resources;
  readonly mounts: readonly Mount[];
}

/**
 * A program that runs with each sync of Argo CD, and ends: a hook, since a Job cannot be changed, and one that failed would stay as it is.
 * The last one stays until the next, so that somebody can see what it said. It must be one that may run any number of times.
 */
export class OneOffJob extends Construct {
  constructor(scope: Construct, id: string, props: OneOffJobProps) {
    super(scope, id);
    const { namespace, name } = props;
    new Account(this, 'Account', { namespace, name });
    new ApiObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        labels: componentLabels(name),
        annotations: {
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        },
      },
      spec: {
        backoffLimit: props.retries,
        activeDeadlineSeconds: props.endWithin,
        template: { metadata: { labels: componentLabels(name) }, spec: podSpec(props) },
      },
    });
  }
}

const podSpec = ({ name, image, args, mounts, ...props }: OneOffJobProps) => ({
  restartPolicy: 'Never',
  serviceAccountName: name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: podSecurity,
  containers: [
    {
      name,
      image,
      imagePullPolicy: 'Always',
      args,
      resources: resources(props.resources),
      securityContext: containerSecurity,
      volumeMounts: volumeMountsOf(mounts),
    },
  ],
  volumes: volumesOf(mounts),
});
