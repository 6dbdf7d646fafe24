import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';
import { Account } from './account.ts';
import { containerSecurity, podSecurity, resources, type Resources } from './hardening.ts';
import { volumeMountsOf, volumesOf, type Mount } from './workload.ts';

/** What {@link ScheduledJob} is made of. */
export interface ScheduledJobProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects, and of its container. */
  readonly name: string;
  /** Image, by exact tag or digest. */
  readonly image: string;
  readonly args: readonly string[];
  /** When it runs, as cron has it, in UTC. */
  readonly schedule: string;
  /** How late it may start, in seconds, when nobody could start it in time: later is never. */
  readonly startWithin: number;
  /** How long all attempts of a run may take together, in seconds. */
  readonly endWithin: number;
  /** How often a run that failed is tried again. */
  readonly retries: number;
  readonly resources: Resources;
  /** @default - nothing to read */
  readonly mounts?: readonly Mount[];
}

/**
 * A program that runs at certain times, once at a time, and ends. Each attempt has a pod of its own, which stays until later runs take its
 * place, so that somebody can see why it failed.
 */
export class ScheduledJob extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const { namespace, name, schedule, startWithin } = props;
    new Account(this, 'Account', { namespace, name });
    new ApiObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: startWithin,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: { metadata: { labels: componentLabels(name) }, spec: job(props) },
      },
    });
  }
}

const job = (props: ScheduledJobProps) => ({
  backoffLimit: props.retries,
  activeDeadlineSeconds: props.endWithin,
  template: {
    metadata: { labels: componentLabels(props.name) },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: props.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: podSecurity,
      containers: [container(props)],
      volumes: volumesOf(props.mounts ?? []),
    },
  },
});

const container = ({ name, image, args, mounts = [], ...props }: ScheduledJobProps) => ({
  name,
  image,
  imagePullPolicy: 'Always',
  args,
  resources: resources(props.resources),
  securityContext: containerSecurity,
  volumeMounts: volumeMountsOf(mounts),
});
