import type { BackupConfig } from '../../backup/config.ts';
import type { Choice } from '../../backup/restore/choose.ts';
import { momentName } from '../../backup/restore/figures.ts';
import type { Plan } from '../../backup/restore/plan.ts';
import { Failure } from '../../cli/errors.ts';
import { stepsPod, withoutAws, type Step } from '../../constructs/steps-job.ts';
import { componentLabels } from '../../model/labels.ts';
import { backupNames } from '../../model/names.ts';
import { toYaml } from '../../output/yaml.ts';

/** What the objects are made of. */
export interface RecoveryProps {
  readonly plan: Plan;
  readonly choice: Choice;
  readonly config: BackupConfig;
  /** Secret of a role that may create databases. @default - needed for a dump */
  readonly secret: string | undefined;
}

type Images = NonNullable<BackupConfig['recovery']>;

const scripts = '/etc/fraiseql-backup/scripts';
const login = '/etc/fraiseql-backup/database';
const configFolder = '/etc/fraiseql-backup/config';
const scriptsMount = { path: scripts, name: 'scripts', from: { configMap: backupNames.scripts } } as const;
const work = { HOME: '/backup', TMPDIR: '/backup', BACKUP_WORK: '/backup', BACKUP_SCRIPTS: scripts } as const;
/** The folder of work counts as the container's unless it is a claim, and its log comes on top. */
const resourcesOf = (plan: Plan) => ({
  ...{ cpu: '500m', cpuLimit: '2', memory: '1Gi' },
  disk: plan.kind === 'dump' ? `${String(gibibytes(plan) + 1)}Gi` : '1Gi',
});

/**
 * A Job that restores in the cluster, of the scripts and settings that the CronJobs have, and what it needs beside them.
 *
 * @throws Failure where something is not known.
 */
export function recoveryYaml(props: RecoveryProps): string {
  const { choice, config, plan } = props;
  const images = config.recovery;
  if (images === undefined) {
    throw new Failure(
      'The file of --config has no `recovery`: take the backup.yaml of ConfigMap fraiseql-wal-receiver.',
    );
  }
  const name = recoveryName(plan);
  const steps = choice.kind === 'dump' ? dumpSteps(props, images) : logSteps(props, images);
  const pod = stepsPod({ name, steps, work: { path: '/backup', sizeGiB: gibibytes(plan) }, stopsWithin: 30 });
  const claims = choice.kind === 'log';
  return [
    account(name, config, images),
    ...(claims ? [claim(name, plan, config)] : []),
    job(name, config, { pod: claims ? onClaim(pod, name) : pod, steps }),
  ]
    .map((object) => `---\n${toYaml(object)}`)
    .join('');
}

/** Name of the Job, and of the claim for a moment. */
export const recoveryName = ({ reaches }: Plan): string => `fraiseql-restore-${momentName(reaches)}`;

/** A quarter more than it needs: nobody wants to do this twice. A dump is only downloaded there: its database is the server's. */
function gibibytes({ kind, needs, sources }: Plan): number {
  const bytes = kind === 'dump' ? sources.reduce((sum, source) => sum + source.bytes, 0) : needs;
  return Math.max(1, Math.ceil((bytes * 1.25) / 2 ** 30));
}

const account = (name: string, { namespace }: BackupConfig, { roleArn }: Images) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    ...{ name, namespace, labels: componentLabels(name) },
    ...(roleArn === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': roleArn } }),
  },
  automountServiceAccountToken: false,
});

/** What the new server's data lies on. It stays when the Job goes. */
const claim = (name: string, plan: Plan, { namespace }: BackupConfig) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace, labels: componentLabels(name) },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: `${String(gibibytes(plan))}Gi` } },
  },
});

interface Made {
  readonly pod: object;
  readonly steps: readonly Step[];
}

/** Tried once: what failed is looked at, and not done again. */
const job = (name: string, { namespace }: BackupConfig, { pod, steps }: Made) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace, labels: componentLabels(name) },
  spec: {
    backoffLimit: 0,
    template: {
      metadata: {
        labels: componentLabels(name),
        annotations: withoutAws(steps.filter(({ usesAws }) => !usesAws).map((step) => step.name)),
      },
      spec: pod,
    },
  },
});

/** The download as in a restore check, and the script that makes a new database of it. */
function dumpSteps({ plan, choice, config, secret }: RecoveryProps, images: Images): [Step, ...Step[]] {
  if (choice.kind !== 'dump' || plan.into.kind !== 'database') throw new Error('a dump goes into a database');
  if (secret === undefined) {
    throw new Failure(
      '--secret is missing: a Secret with the keys username and password of a role that may create databases. That of the backups may only read.',
    );
  }
  const { repository, database } = config;
  const download: Step = {
    ...{ name: 'download', image: images.awsCliImage, mounts: [scriptsMount], usesAws: true },
    resources: resourcesOf(plan),
    command: ['bash', `${scripts}/download.sh`],
    env: {
      ...work,
      BACKUP_KIND: 'dump',
      BACKUP_ID: choice.dump.manifest.id,
      BACKUP_FOLDER: choice.dump.folder,
      ...{
        AWS_REGION: repository.region,
        BACKUP_BUCKET: repository.bucket,
        BACKUP_PREFIX: repository.prefix,
      },
      ...{ BACKUP_KMS_KEY: repository.kmsKey, BACKUP_ENDPOINT: repository.endpoint ?? '' },
    },
  };
  const { server, name } = plan.into;
  const restore: Step = {
    ...{ name: 'restore', image: images.postgresImage, resources: resourcesOf(plan), usesAws: false },
    mounts: [scriptsMount, { path: login, name: 'login', from: { secret, keys: ['username', 'password'] } }],
    command: ['bash', `${scripts}/restore.sh`],
    env: {
      ...work,
      ...{ BACKUP_TARGET: name, BACKUP_LOGIN_DIR: login, PGDATABASE: database.database },
      ...{ PGHOST: server.host, PGPORT: String(server.port), PGSSLMODE: database.tls },
    },
  };
  return [download, restore];
}

/** The download by this program, and the script that makes a new server of it. */
function logSteps({ choice, plan }: RecoveryProps, images: Images): [Step, ...Step[]] {
  if (choice.kind !== 'log') throw new Error('a log goes into a directory');
  const moment = new Date(choice.reaches).toISOString();
  const fetch: Step = {
    ...{ name: 'fetch', image: images.image, env: {}, resources: resourcesOf(plan), usesAws: true },
    mounts: [{ path: configFolder, name: 'config', from: { configMap: backupNames.receiver } }],
    command: [
      ...['restore', `--config=${configFolder}/backup.yaml`, '--fetch=/backup/from'],
      choice.whole ? '--latest' : `--to=${moment}`,
    ],
  };
  const recover: Step = {
    ...{ name: 'recover', image: images.postgresImage, mounts: [scriptsMount], usesAws: false },
    resources: resourcesOf(plan),
    command: ['bash', `${scripts}/recover.sh`],
    env: {
      ...work,
      ...{ RECOVER_FROM: '/backup/from', RECOVER_DATA: '/backup/data' },
      ...{
        RECOVER_TARGET: choice.whole ? 'latest' : moment,
        RECOVER_TIMELINE: String(choice.chain.timeline),
      },
    },
  };
  return [fetch, recover];
}

/** Works on the claim, and runs the program of this project's image by the image's own entrypoint. */
const onClaim = (pod: ReturnType<typeof stepsPod>, claimName: string) => ({
  ...pod,
  initContainers: (pod.initContainers ?? []).map(({ command, ...container }) => ({
    ...container,
    args: command,
  })),
  volumes: [{ name: 'work', persistentVolumeClaim: { claimName } }, ...pod.volumes.slice(1)],
});
