import { S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from '../cli/errors.ts';
import { printable } from '../cli/words.ts';
import type { BackupConfig } from './config.ts';

/** What was asked of S3: `read backups/production/dumps/…`. */
export interface Asked {
  readonly repository: BackupConfig['repository'];
  /** What was to be done, to be said after `may not`. */
  readonly doing: string;
}

/** What an error of S3 means, as one sentence that names bucket and deed, and neither key nor address. Faults of this program stay what they are. */
export function refusalOf(error: unknown, { repository: { bucket, region }, doing }: Asked): Error {
  const why = reasonOf(error, region);
  if (why === undefined) return error instanceof Error ? error : new Error(String(error));
  return new Failure(`Bucket ${bucket}: could not ${printable(doing)}: ${why}.`);
}

function reasonOf(error: unknown, region: string): string | undefined {
  if (error instanceof S3ServiceException) return byStatus(error, region);
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'CredentialsProviderError') {
    return 'no credentials of AWS were found here. In a pod they come from its service account; on your machine from AWS_PROFILE or `aws sso login`';
  }
  const code = (error as NodeJS.ErrnoException).code ?? /\bE[A-Z_]{4,}\b/.exec(error.message)?.[0];
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT') return 'S3 gave no answer in time';
  if (code !== undefined && /^(E[A-Z_]{4,}|CERT_[A-Z_]+|[A-Z_]*CERTIFICATE[A-Z_]*)$/.test(code)) {
    return `S3 cannot be reached (${code}): check \`endpoint\`, and what the network lets out`;
  }
  return undefined;
}

const known: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket',
  NoSuchKey: 'there is no such object',
  NotFound: 'there is no such object',
  InvalidAccessKeyId: 'S3 does not know the access key',
  SignatureDoesNotMatch: 'S3 does not accept the signature: the secret of the access key is wrong',
  ExpiredToken: 'the credentials have expired: log in again',
  InvalidToken: 'S3 does not accept the session token: log in again',
  RequestTimeTooSkewed: "this machine's clock is wrong",
  InvalidObjectState: 'the object lies in an archive, and must be restored to S3 Standard first',
};

function byStatus(error: S3ServiceException, region: string): string {
  const { name, message, $metadata } = error;
  const status = String($metadata.httpStatusCode ?? 0);
  const kms = /kms/i.test(`${name} ${message}`);
  if (kms)
    return `the key of KMS refused (${status}): the role needs kms:Decrypt, and the key must be enabled`;
  const said = known[name];
  if (said !== undefined) return `${said} (${name})`;
  if (status === '403') return 'access is denied (403): the role needs reader-policy.json';
  if (status === '301') return `the bucket is not in region ${region} (301)`;
  if (status === '503' || status === '500') return `S3 is not ready or too busy (${status}): try again`;
  return `S3 answered ${status} ${printable(name)}`;
}
