import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { backupFiles } from '../../src/backup/bucket/files.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { backup, production, withSettings } from '../good.ts';
import { clientOf, owner } from '../s3/good.ts';
import type { PolicyDocument } from '../s3/policy.ts';
import { startS3, type S3 } from '../s3/server.ts';

export const { bucket: Bucket, kmsKey: key, prefix } = backup.repository;

/** A second key, which KMS has too. */
export const otherKey = `${key}-2`;

const role = (name: string) => `arn:aws:iam::123456789012:role/fraiseql-backup-${name}`;

/** Production with backups, whose roles are known. */
export const withBackup = (changes: Readonly<Record<string, unknown>> = {}): Settings =>
  withSettings(production, {
    backup: {
      ...structuredClone(backup),
      writerRoleArn: role('writer'),
      checkerRoleArn: role('checker'),
      readerRoleArn: role('reader'),
    },
    ...changes,
  });

/** A file as synth writes it. */
export function textOf(name: string, settings = withBackup()): string {
  const file = backupFiles(settings).find(([path]) => path === `production/backup/${name}`);
  if (file === undefined) throw new Error(`There is no ${name}.`);
  return file[1];
}

/** A document as synth writes it. */
export const written = (name: string, settings = withBackup()): unknown =>
  JSON.parse(textOf(`${name}.json`, settings));

/** An S3 whose bucket is what the documents say, and the clients of those who have something to do with it. */
export interface Made {
  readonly s3: S3;
  readonly owner: S3Client;
  /** What takes backups. */
  readonly writer: S3Client;
  /** The restore check. */
  readonly checker: S3Client;
  /** The exporter, and a recovery. */
  readonly reader: S3Client;
  /** CloudNativePG's pods. */
  readonly cnpg: S3Client;
  /** Somebody who may do everything, as far as roles go. */
  readonly other: S3Client;
}

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Makes it, by the calls that an SDK has for that. It is the first of March 2026, at 10:00. */
export async function withBucket(
  test: (made: Made) => Promise<void>,
  settings: Settings = withBackup(),
): Promise<void> {
  const cnpgPolicy = settings.database.pointInTime === 'cnpg' ? written('cnpg-policy', settings) : nothing;
  const callers = [
    owner,
    caller('writer', written('writer-policy', settings)),
    caller('checker', written('checker-policy', settings)),
    caller('reader', written('reader-policy', settings)),
    caller('cnpg', cnpgPolicy),
    caller('other', everything),
  ];
  const s3 = await startS3({ callers, kmsKeys: [key, otherKey] });
  s3.clock.set(new Date('2026-03-01T10:00:00Z'));
  const clients = callers.map((one) => clientOf(s3, one));
  const [own, writer, checker, reader, cnpg, other] = clients as [
    S3Client,
    S3Client,
    S3Client,
    S3Client,
    S3Client,
    S3Client,
  ];
  try {
    await apply(own, settings);
    await test({ s3, owner: own, writer, checker, reader, cnpg, other });
  } finally {
    for (const client of clients) client.destroy();
    await s3.stop();
  }
}

const nothing = { Version: '2012-10-17', Statement: [] };

const caller = (name: string, policy: unknown) => ({
  accessKeyId: name.toUpperCase(),
  secretAccessKey: `secret of ${name}`,
  policies: [policy as PolicyDocument],
  arn: role(name),
});

/** The commands of the README, as the SDK has them, with the very documents. */
async function apply(client: S3Client, settings: Settings): Promise<void> {
  const as = (name: string) => written(name, settings) as never;
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await client.send(
    new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: as('public-access-block') }),
  );
  await client.send(
    new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: as('ownership-controls') }),
  );
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: as('versioning') }));
  await client.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: as('encryption') }),
  );
  await client.send(
    new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: as('object-lock') }),
  );
  await client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: as('lifecycle') }),
  );
  const Policy = JSON.stringify(written('bucket-policy', settings));
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

/** Encrypted by the bucket's key, as every program of ours asks for. */
export const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key } as const;

/** Puts an object. @param path below the prefix */
export const put = (client: S3Client, path: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${path}`, Body: path, ...encrypted, ...more }));

/** Tags an object as programs of ours do. @param path below the prefix */
export const tag = (client: S3Client, path: string, Key = 'superseded', Value = 'true') =>
  client.send(
    new PutObjectTaggingCommand({
      Bucket,
      Key: `${prefix}/${path}`,
      Tagging: { TagSet: [{ Key, Value }] },
    }),
  );

/** Paths below the prefix of what can be seen in a folder, sorted. */
export const shown = (s3: S3, folder: string): string[] =>
  s3
    .objects(Bucket)
    .map(({ key: name }) => name.slice(prefix.length + 1))
    .filter((path) => path.startsWith(`${folder}/`))
    .sort();
