import {
  CreateBucketCommand,
  PutObjectLockConfigurationCommand,
  type ObjectLockConfiguration,
} from '@aws-sdk/client-s3';
import { makeEnvironment } from '../src/stack.ts';
import { backupNames } from '../src/model/names.ts';
import type { Settings } from '../src/settings/schema.ts';
import { backup, complete, withSettings } from '../test/good.ts';
import { written } from '../test/backup/bucket.ts';
import { find, type Manifest } from '../test/pods/object.ts';
import { Pod, runPod, type PodProps } from '../test/pods/pod.ts';
import { clientOf, encryptBy, owner } from '../test/s3/good.ts';
import { startS3, type S3 } from '../test/s3/server.ts';
import { login } from './database.ts';

/** What runs beside the database in a cluster: the pods of the backups as they are rendered, and an S3. */
export class Cluster {
  private constructor(
    readonly s3: S3,
    readonly settings: Settings,
    private readonly manifests: readonly Manifest[],
  ) {}

  /** @param port of the database, on loopback @param major its version */
  static async start(port: number, major: number): Promise<Cluster> {
    const { bucket, kmsKey } = backup.repository;
    const s3 = await startS3({ callers: [owner], kmsKeys: [kmsKey] });
    const client = clientOf(s3);
    await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    await encryptBy(client, kmsKey, bucket);
    const ObjectLockConfiguration = written('object-lock') as ObjectLockConfiguration;
    await client.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
    client.destroy();
    const settings = withSettings(complete, {
      'database.connection.host': '127.0.0.1',
      'database.connection.port': port,
      'database.connection.tls': 'disable',
      'database.pointInTime': 'receiver',
      'backup.postgresMajor': major,
      'backup.repository.endpoint': s3.url,
    });
    const manifests = makeEnvironment(settings).manifests.map(({ object }) => object as Manifest);
    return new Cluster(s3, settings, manifests);
  }

  /** The file that `restore` reads: that of the receiver's ConfigMap. */
  config(): string {
    const { data } = find(this.manifests, 'ConfigMap', backupNames.receiver) as {
      data?: Record<string, string>;
    };
    const text = data?.['backup.yaml'];
    if (text === undefined) throw new Error('No ConfigMap of the receiver was rendered.');
    return text;
  }

  /** Whether any of the server's log has come to the bucket. */
  hasLog(): boolean {
    const { bucket, prefix } = backup.repository;
    return this.s3.objects(bucket).some(({ key }) => key.startsWith(`${prefix}/wal/`));
  }

  /** Takes a backup to its end, by its CronJob, which tries once more where the first attempt fails. @throws where both do */
  async backup(which: 'dump' | 'base', sizes: PodProps['sizes'] = {}): Promise<void> {
    const attempt = () => runPod({ ...this.pod('CronJob', backupNames[which]), sizes });
    const first = await attempt();
    const { reason, containers } = first.reason === 'Completed' ? first : await attempt();
    if (reason === 'Completed') return;
    throw new Error(containers.map(({ name, stdout, stderr }) => `${name}: ${stdout}${stderr}`).join('\n'));
  }

  /** Starts what receives and ships the log. @param claim the folder that its volume is */
  receive(claim: string): Pod {
    return new Pod({
      ...this.pod('StatefulSet', backupNames.receiver),
      claims: { wal: claim },
      // Each port of this machine can be taken once.
      args: (_, args) => args.map((one) => one.replace(/^--port=.*/, '--port=0')),
    });
  }

  private pod(kind: string, name: string): PodProps {
    const { manifests } = this;
    return {
      object: find(manifests, kind, name),
      manifests,
      secrets: { [backup.secret]: login, [backup.replicationSecret]: login },
      env: { ...credentials, AWS_MAX_ATTEMPTS: '3' },
    };
  }
}

/** What the webhook of EKS gives a pod. */
export const credentials = {
  AWS_ACCESS_KEY_ID: owner.accessKeyId,
  AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
} as const;
