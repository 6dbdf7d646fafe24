import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PutObjectCommand, S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import { Failure } from '../../cli/errors.ts';
import type { BackupConfig } from '../config.ts';
import { refusalOf } from '../refusal.ts';

/** Where `ship` puts what it has. */
export interface Store {
  readonly prefix: string;
  /** Compresses bytes and stores them. Where the key is there already, with the same bytes, nothing is done. */
  readonly put: (key: string, bytes: Buffer, signal?: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

const compress = promisify(gzip);

// Level 1 takes half the time of level 6, for 9 % more bytes: the log must not wait.
const level = 1;

/** Opens a bucket for writing: each object is encrypted by the repository's key, has a checksum, and replaces no other. */
export function openStore(repository: BackupConfig['repository'], more: S3ClientConfig = {}): Store {
  const { bucket, prefix, region, endpoint, kmsKey } = repository;
  const client = new S3Client({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...more,
  });
  const put: Store['put'] = async (Key, bytes, abortSignal) => {
    const command = new PutObjectCommand({
      ...{ Bucket: bucket, Key, Body: await compress(bytes, { level }) },
      ...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey, BucketKeyEnabled: true },
      ...{ ChecksumAlgorithm: 'SHA256', IfNoneMatch: '*' },
    });
    try {
      const stored = await client.send(command, abortSignal === undefined ? {} : { abortSignal });
      if (stored.SSEKMSKeyId !== kmsKey) throw new Failure(wrongKey(bucket));
    } catch (error) {
      // Its name has its place and its moment: what is there came from here, by a try whose answer was lost.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return;
      throw writing(error, repository);
    }
  };
  return {
    prefix,
    put,
    close: () => {
      client.destroy();
    },
  };
}

const wrongKey = (bucket: string): string =>
  `Bucket ${bucket} encrypted by another key of KMS than \`kmsKey\`: a proxy or an S3 that is no S3 stands between.`;

/** Who writes needs another policy than who reads. */
function writing(error: unknown, repository: BackupConfig['repository']): Error {
  const refusal = refusalOf(error, { repository, doing: 'write the log' });
  if (!(refusal instanceof Failure)) return refusal;
  return new Failure(
    refusal.message
      .replace(
        'reader-policy.json',
        'writer-policy.json, and `kmsKey` must be the key that the bucket demands',
      )
      .replace('needs kms:Decrypt', 'needs kms:GenerateDataKey and kms:Decrypt'),
  );
}
