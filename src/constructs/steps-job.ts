import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentLabels } from '../model/labels.ts';
import { Account } from './account.ts';
import { containerSecurity, podSecurity, resources, type Resources } from './hardening.ts';
import { volumeMountsOf, volumesOf, type Mount } from './workload.ts';

/** One of the steps of a {@link StepsJob}: a container that runs once and ends. */
export interface Step {
  /** Name of the container. */
  readonly name: string;
  /** Image, by exact tag or digest. */
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly resources: Resources;
  /** ConfigMaps and Secrets that it reads, and no other step unless it says so too. */
  readonly mounts: readonly Mount[];
  /** Whether it acts in AWS as the account's role. The others get no token for it, in the same pod. */
  readonly usesAws: boolean;
}

/** Annotation by which EKS leaves containers of a pod without credentials. */
export const withoutAws = (names: readonly string[]): Readonly<Record<string, string>> =>
  names.length === 0 ? {} : { 'eks.amazonaws.com/skip-containers': names.join(',') };

/** What {@link StepsJob} is made of. */
export interface StepsJobProps {
  /** Namespace of all its objects. */
  readonly namespace: string;
  /** Name of all its objects: 52 characters at most, since Kubernetes appends 11 for each Job. */
  readonly name: string;
  /** Steps, each after the one before has succeeded. */
  readonly steps: readonly [Step, ...Step[]];
  /** When it runs, as cron has it, in UTC. */
  readonly schedule: string;
  /** How late it may start, in seconds, when nobody could start it in time: later is never. */
  readonly startWithin: number;
  /** How long all attempts of a run may take together, in seconds. */
  readonly endWithin: number;
  /** How often a run that failed is tried again. */
  readonly retries: number;
  /** Seconds in which a step ends when it is told to, or is killed. */
  readonly stopsWithin: number;
  /** A folder that all steps write to, and that goes with the pod: where it is, and how much it may hold. */
  readonly work: { readonly path: string; readonly sizeGiB: number };
  /** Annotations of its account. @default - none */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
}

/**
 * Programs of several images that run one after the other at certain times, and hand on files. The steps are init containers but for the
 * last. Each step has its own Secrets: the one that knows the database's password is not the one that writes to the bucket.
 */
export class StepsJob extends Construct {
  constructor(scope: Construct, id: string, props: StepsJobProps) {
    super(scope, id);
    const { namespace, name, schedule, startWithin, accountAnnotations: annotations } = props;
    new Account(this, 'Account', { namespace, name, ...(annotations ? { annotations } : {}) });
    new ApiObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, namespace, labels: componentLabels(name) },
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: startWithin,
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 5,
        jobTemplate: { metadata: { labels: componentLabels(name) }, spec: job(props) },
      },
    });
  }
}

/** A node that is emptied takes no attempt away: that needs `Never`, and is nobody's fault. */
const job = (props: StepsJobProps) => ({
  backoffLimit: props.retries,
  activeDeadlineSeconds: props.endWithin,
  podFailurePolicy: {
    rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
  },
  template: {
    metadata: {
      labels: componentLabels(props.name),
      annotations: withoutAws(props.steps.filter(({ usesAws }) => !usesAws).map(({ name }) => name)),
    },
    spec: stepsPod(props),
  },
});

/** The pod of such a Job: what somebody runs by hand for a recovery is made of the same. */
export const stepsPod = ({
  name,
  steps,
  work,
  stopsWithin,
}: Pick<StepsJobProps, 'name' | 'steps' | 'work' | 'stopsWithin'>) => ({
  restartPolicy: 'Never',
  serviceAccountName: name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: stopsWithin,
  securityContext: podSecurity,
  ...(steps.length > 1 ? { initContainers: steps.slice(0, -1).map((step) => container(step, work)) } : {}),
  containers: steps.slice(-1).map((step) => container(step, work)),
  volumes: [
    { name: 'work', emptyDir: { sizeLimit: `${String(work.sizeGiB)}Gi` } },
    ...once(steps.flatMap(({ mounts }) => volumesOf(mounts))),
  ],
});

const container = (step: Step, work: StepsJobProps['work']) => ({
  name: step.name,
  image: step.image,
  imagePullPolicy: 'Always',
  command: [...step.command],
  env: Object.entries(step.env).map(([name, value]) => ({ name, value })),
  resources: resources(step.resources),
  securityContext: containerSecurity,
  volumeMounts: [{ name: 'work', mountPath: work.path }, ...volumeMountsOf(step.mounts)],
});

/** A volume that two steps mount is there once. */
function once(volumes: readonly object[]): object[] {
  const texts = volumes.map((volume) => JSON.stringify(volume));
  return volumes.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
}
