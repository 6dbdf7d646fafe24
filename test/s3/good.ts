import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import type { PolicyDocument } from './policy.ts';
import { startS3, type S3, type S3Props } from './server.ts';

export const owner = { accessKeyId: 'OWNER', secretAccessKey: 'the owner' };
export const key = 'arn:aws:kms:eu-central-1:123456789012:key/one';
export const Bucket = 'a-bucket';

/** A client as programs have it. @param maxAttempts how often it asks: by default it does not ask twice */
export const clientOf = ({ url }: Pick<S3, 'url'>, credentials = owner, maxAttempts = 1): S3Client =>
  new S3Client({ endpoint: url, region: 'eu-central-1', credentials, forcePathStyle: true, maxAttempts });

/** Whoever has some rights. */
export const caller = (name: string, ...policies: readonly PolicyDocument[]) => ({
  accessKeyId: name,
  secretAccessKey: `secret of ${name}`,
  policies,
});

/** Runs a test against a server with an empty bucket. */
export async function withS3<T>(
  test: (s3: S3, client: S3Client) => Promise<T>,
  props: Partial<S3Props> = {},
): Promise<T> {
  const s3 = await startS3({
    callers: [owner, ...(props.callers ?? [])],
    ...(props.kmsKeys ? { kmsKeys: props.kmsKeys } : {}),
  });
  const client = clientOf(s3);
  try {
    await client.send(new CreateBucketCommand({ Bucket }));
    return await test(s3, client);
  } finally {
    client.destroy();
    await s3.stop();
  }
}

/** A second bucket, whose objects are locked for so many days. */
export async function lockedBucket(
  client: S3Client,
  Days: number,
  Mode: 'GOVERNANCE' | 'COMPLIANCE' = 'GOVERNANCE',
) {
  const Bucket = 'locked';
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const ObjectLockConfiguration = {
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode, Days } },
  } as const;
  await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  return Bucket;
}

/** Has a bucket encrypt everything by a key. */
export const encryptBy = (client: S3Client, KMSMasterKeyID: string, bucket = Bucket) =>
  client.send(
    new PutBucketEncryptionCommand({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );

/** The name and status of what S3 answered instead. */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    const { name, $metadata } = error as S3ServiceException;
    return `${String($metadata.httpStatusCode)} ${name}`;
  }
  return 'nothing was refused';
}
