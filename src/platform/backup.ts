import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { backupConfig } from '../backup/config-of.ts';
import type { Backup } from '../backup/repository.ts';
import { scripts } from '../backup/scripts.ts';
import { ConfigFile } from '../constructs/config-file.ts';
import { StepsJob, type Step } from '../constructs/steps-job.ts';
import { Workload, type Mount } from '../constructs/workload.ts';
import { jobs } from '../model/jobs.ts';
import { backupNames } from '../model/names.ts';
import { toYaml } from '../output/yaml.ts';
import type { Settings } from '../settings/schema.ts';
import {
  awsEnv,
  configFolder,
  databaseEnv,
  login,
  postgresImage,
  roleOf,
  script,
  scriptsFolder,
  work,
} from './backup-parts.ts';
import { walReceiver } from './wal-receiver.ts';

/** Port on which the exporter answers. */
export const backupExporterPort = 9090;

/** Takes backups, proves that they restore, and tells of what the bucket holds. All but the exporter runs beside the service. */
export function backup(chart: Chart, settings: Settings, props: Backup): void {
  const { namespace } = settings.service;
  new ConfigFile(chart, 'Scripts', { namespace, name: backupNames.scripts, files: scripts() });
  dump(chart, settings, props);
  restoreCheck(chart, settings, props);
  if (settings.database.pointInTime === 'receiver') {
    base(chart, settings, props);
    walReceiver(chart, settings, props);
  }
  exporter(chart, settings, props);
}

const scriptsMount: Mount = {
  path: scriptsFolder,
  name: 'scripts',
  from: { configMap: backupNames.scripts },
};

/** One try more than the first: each is a whole dump. The deadline is for both, and far from the next one. */
function dump(chart: Chart, settings: Settings, props: Backup): void {
  new StepsJob(chart, 'Dump', {
    ...shared(settings, backupNames.dump, props),
    schedule: props.schedule,
    startWithin: 3600,
    endWithin: 3 * 3600,
    steps: [
      databaseStep('dump', settings, { props, secret: props.secret, kind: 'dump' }),
      bucketStep('upload', settings, { props, kind: 'dump' }),
    ],
    ...roleOf(props.writerRoleArn),
  });
}

function base(chart: Chart, settings: Settings, props: Backup): void {
  new StepsJob(chart, 'Base', {
    ...shared(settings, backupNames.base, props),
    schedule: props.baseBackupSchedule,
    startWithin: 3 * 3600,
    endWithin: 5 * 3600,
    steps: [
      databaseStep('base', settings, { props, secret: props.replicationSecret, kind: 'base' }),
      bucketStep('upload', settings, { props, kind: 'base' }),
    ],
    ...roleOf(props.writerRoleArn),
  });
}

/** Its database is its own, in the pod: it needs nobody's password. One that takes longer than the RTO is found by its alert. */
function restoreCheck(chart: Chart, settings: Settings, props: Backup): void {
  const restore: Step = {
    name: 'restore',
    image: postgresImage(settings, props),
    command: script('check.sh'),
    env: { ...work, BACKUP_SMOKE_QUERY: props.smokeQuery, PGDATABASE: settings.database.connection.database },
    resources: { cpu: '500m', cpuLimit: '2', memory: '1Gi', disk: disk(props) },
    mounts: [scriptsMount],
    usesAws: false,
  };
  new StepsJob(chart, 'RestoreCheck', {
    ...shared(settings, backupNames.restoreCheck, props),
    schedule: props.restoreCheckSchedule,
    startWithin: 86_400 / 2,
    endWithin: 3 * 3600,
    steps: [
      bucketStep('download', settings, { props, kind: 'dump' }),
      restore,
      bucketStep('record', settings, { props, kind: 'dump' }),
    ],
    ...roleOf(props.checkerRoleArn),
  });
}

const shared = ({ service }: Settings, name: string, { scratchGiB }: Backup) => ({
  namespace: service.namespace,
  name,
  retries: 1,
  // Scripts end at once; what is in flight is not waited for.
  stopsWithin: 30,
  work: { path: work.BACKUP_WORK, sizeGiB: scratchGiB },
});

/** What a step is about. */
interface About {
  readonly props: Backup;
  readonly kind: 'dump' | 'base';
}

/** A step that reads the database: it knows the password, and nothing of the bucket. */
const databaseStep = (
  name: 'dump' | 'base',
  settings: Settings,
  { props, secret, kind }: About & { readonly secret: string },
): Step => ({
  name,
  image: postgresImage(settings, props),
  command: script(`${name}.sh`),
  env: { ...work, BACKUP_KIND: kind, ...databaseEnv(settings, props) },
  // gzip needs a core, and the snapshot must not be held longer than need be.
  resources: { cpu: '500m', cpuLimit: '2', memory: '512Mi', disk: disk(props) },
  mounts: [scriptsMount, login(secret, props)],
  usesAws: false,
});

/** A step that reads or writes the bucket, and cannot log in to the database. */
const bucketStep = (
  name: 'upload' | 'download' | 'record',
  settings: Settings,
  { props, kind }: About,
): Step => ({
  name,
  image: settings.images.awsCli,
  command: script(`${name}.sh`),
  env: {
    ...work,
    BACKUP_KIND: kind,
    ...awsEnv(props),
    BACKUP_LEAST_SHARE: String(props.leastShareOfPrevious),
  },
  resources: { cpu: '200m', cpuLimit: '1', memory: '512Mi', disk: disk(props) },
  mounts: [scriptsMount],
  usesAws: true,
});

/** The folder of work counts as the container's, and its log comes on top. */
const disk = ({ scratchGiB }: Backup): string => `${String(scratchGiB + 1)}Gi`;

/** Reads the bucket, and tells Prometheus. One is enough: its absence is seen. */
function exporter(chart: Chart, settings: Settings, props: Backup): void {
  const { namespace } = settings.monitoring;
  const name = jobs.backupExporter;
  const config = toYaml(backupConfig(settings, props));
  new ConfigFile(chart, 'ExporterConfig', { namespace, name, files: { 'backup.yaml': config } });
  new Workload(chart, 'Exporter', {
    namespace,
    name,
    replicas: 1,
    image: props.image,
    args: [
      'backup',
      'exporter',
      `--config=${configFolder}/backup.yaml`,
      '--host=0.0.0.0',
      `--port=${String(backupExporterPort)}`,
    ],
    ports: { http: backupExporterPort },
    ready: { path: '/ready', port: 'http' },
    resources: { cpu: '20m', cpuLimit: '500m', memory: '256Mi' },
    mounts: [{ path: configFolder, from: { configMap: name } }],
    checksum: createHash('sha256').update(config).digest('hex'),
    ...roleOf(props.readerRoleArn),
  });
}

/** Secrets that must be there in the namespace of the service, and their keys. */
export function backupSecrets({ backup: props, database }: Settings): [name: string, keys: string[]][] {
  if (props === undefined) return [];
  const keys = ['username', 'password', ...(props.ca ? ['ca.crt'] : [])];
  return [
    [props.secret, keys],
    ...(database.pointInTime === 'receiver' ? [[props.replicationSecret, keys] as [string, string[]]] : []),
  ];
}
