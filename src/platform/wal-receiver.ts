import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { backupConfig } from '../backup/config-of.ts';
import type { Backup } from '../backup/repository.ts';
import { scripts } from '../backup/scripts.ts';
import { ConfigFile } from '../constructs/config-file.ts';
import { WalReceiver, type ReceiverProgram } from '../constructs/wal-receiver.ts';
import { backupNames } from '../model/names.ts';
import { toYaml } from '../output/yaml.ts';
import type { Settings } from '../settings/schema.ts';
import {
  configFolder,
  databaseEnv,
  login,
  loginFolder,
  postgresImage,
  roleOf,
  script,
  scriptsFolder,
} from './backup-parts.ts';

/** Port on which the shipper says whether it is ready. */
const shipPort = 9090;

const volume = '/wal';
const name = backupNames.receiver;

/** Takes the server's log as it is written, and has it in the bucket seconds later: what recovery to any moment is made of. */
export function walReceiver(chart: Chart, settings: Settings, props: Backup): void {
  const { namespace } = settings.service;
  const config = toYaml(backupConfig(settings, props));
  new ConfigFile(chart, 'ReceiverConfig', { namespace, name, files: { 'backup.yaml': config } });
  new WalReceiver(chart, 'Receiver', {
    namespace,
    name,
    programs: [receive(settings, props), ship(props)],
    volume: { path: volume, storageGiB: props.walGiB, storageClass: storageClassOf(settings) },
    // What has been received is sent before it ends.
    stopsWithin: 60,
    port: shipPort,
    checksum: createHash('sha256')
      .update([...Object.values(scripts()), config].join(''))
      .digest('hex'),
    ...roleOf(props.writerRoleArn),
  });
}

const storageClassOf = ({ platform }: Settings): string | undefined =>
  platform.kind === 'own' ? platform.storageClass : undefined;

const receive = (settings: Settings, props: Backup): ReceiverProgram => ({
  name: 'receive',
  image: postgresImage(settings, props),
  command: script('receive.sh'),
  env: {
    HOME: volume,
    TMPDIR: volume,
    BACKUP_SCRIPTS: scriptsFolder,
    BACKUP_WORK: volume,
    ...databaseEnv(settings, props),
  },
  resources: { cpu: '50m', cpuLimit: '500m', memory: '128Mi' },
  mounts: [
    { path: scriptsFolder, name: 'scripts', from: { configMap: backupNames.scripts } },
    login(props.replicationSecret, props),
  ],
  usesAws: false,
});

const ship = (props: Backup): ReceiverProgram => ({
  name: 'ship',
  image: props.image,
  args: [
    'backup',
    'ship',
    `--config=${configFolder}/backup.yaml`,
    `--wal=${volume}`,
    `--user-file=${loginFolder}/username`,
    `--password-file=${loginFolder}/password`,
    ...(props.ca ? [`--ca-file=${loginFolder}/ca.crt`] : []),
    '--host=0.0.0.0',
    `--port=${String(shipPort)}`,
  ],
  env: {},
  // 213 MiB were seen, with a backlog.
  resources: { cpu: '50m', cpuLimit: '1', memory: '384Mi' },
  mounts: [
    { path: configFolder, name: 'config', from: { configMap: name } },
    login(props.replicationSecret, props),
  ],
  usesAws: true,
  ready: { port: shipPort, path: '/ready' },
});
