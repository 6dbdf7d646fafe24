import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { archiveFiles } from '../../../src/logs/archive/files.ts';
import type { Archive } from '../../../src/logs/archive/archive.ts';
import type { Settings } from '../../../src/settings/schema.ts';
import { production, withSettings } from '../../good.ts';
import { clientOf, owner } from '../../s3/good.ts';
import type { PolicyDocument } from '../../s3/policy.ts';
import { startS3, type S3 } from '../../s3/server.ts';

export const key = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export const archive: Archive = {
  bucket: 'fraiseql-logs-production',
  region: 'eu-central-1',
  prefix: 'production',
  kmsKey: key,
  roleArn: 'arn:aws:iam::123456789012:role/fraiseql-log-archive',
};

/** Production with an archive. */
export const withArchive = (bent: Partial<Archive> = {}): Settings =>
  withSettings(production, {
    logs: {
      namespace: 'logging',
      image: 'registry.example.com/fraiseql-monitoring:0.1.0',
      elasticsearch: {
        url: 'https://elasticsearch.fraiseql.svc:9200',
        secret: 'fraiseql-logs-elasticsearch',
        ca: true,
      },
      retention: { days: 90, rollover: '7d', replicas: 1 },
      archive: { ...archive, ...bent },
    },
  });

/** A document as synth writes it. */
export function written(name: string): unknown {
  const file = archiveFiles(withArchive()).find(([path]) => path === `production/log-archive/${name}.json`);
  if (file === undefined) throw new Error(`There is no ${name}.json.`);
  return JSON.parse(file[1]);
}

/** An S3 whose bucket is what the documents say, and the clients of those who have something to do with it. */
export interface Made {
  readonly s3: S3;
  readonly owner: S3Client;
  /** The collector's role. */
  readonly writer: S3Client;
  /** People who look something up. */
  readonly reader: S3Client;
  /** Somebody who may do everything, as far as roles go. */
  readonly other: S3Client;
}

/** Makes it, by the calls that an SDK has for that. */
export async function withBucket(test: (made: Made) => Promise<void>): Promise<void> {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const callers = [
    owner,
    { ...role('WRITER', written('writer-policy')), arn: archive.roleArn ?? '' },
    role('READER', written('reader-policy')),
    { ...role('OTHER', everything), arn: 'arn:aws:iam::123456789012:role/other' },
  ] as const;
  const s3 = await startS3({ callers, kmsKeys: [key, `${key}-2`] });
  const [own, writer, reader, other] = callers.map((caller) => clientOf(s3, caller)) as [
    S3Client,
    S3Client,
    S3Client,
    S3Client,
  ];
  try {
    await apply(own);
    await test({ s3, owner: own, writer, reader, other });
  } finally {
    await s3.stop();
  }
}

const role = (name: string, policy: unknown) => ({
  accessKeyId: name,
  secretAccessKey: `secret of ${name}`,
  policies: [policy as PolicyDocument],
});

/** The commands of the README, as the SDK has them, with the very documents. */
async function apply(client: S3Client): Promise<void> {
  const Bucket = archive.bucket;
  const as = (name: string) => written(name) as never;
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
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(written('bucket-policy')) }));
}

/** An object as the collector writes one. */
export async function write(client: S3Client, Key = 'production/a.txt.gz', size = 300_000): Promise<string> {
  const put = new PutObjectCommand({ Bucket: archive.bucket, Key, Body: Buffer.alloc(size, 'x') });
  return (await client.send(put)).VersionId ?? '';
}
