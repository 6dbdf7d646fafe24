import { bucketArn, objectsArn, type Archive } from './archive.ts';

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

/** Denials for everybody, the owner included: what is allowed, the policies of roles say. */
export function bucketPolicy(archive: Archive): object {
  const bucket = bucketArn(archive);
  const objects = `${bucket}/*`;
  const deny = (Sid: string, rest: object) => ({ Sid, Effect: 'Deny', Principal: '*', ...rest });
  return policy(
    deny('OnlyOverTls', {
      Action: 's3:*',
      Resource: [bucket, objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    // A condition with Not holds where nothing is said at all, and the collector says nothing: the bucket encrypts. Hence both.
    deny('NoOtherEncryption', {
      Action: 's3:PutObject',
      Resource: objects,
      Condition: unless(encryptionHeader, 'aws:kms'),
    }),
    deny('NoOtherKey', {
      Action: 's3:PutObject',
      Resource: objects,
      Condition: unless(keyHeader, archive.kmsKey),
    }),
    // S3's own lifecycle goes on: no policy speaks to it.
    deny('NobodyDeletes', {
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
      Resource: objects,
    }),
    ...(archive.roleArn === undefined
      ? []
      : [
          deny('OnlyTheCollectorWrites', {
            Action: 's3:PutObject',
            Resource: objects,
            Condition: { StringNotEquals: { 'aws:PrincipalArn': archive.roleArn } },
          }),
        ]),
  );
}

const encryptionHeader = 's3:x-amz-server-side-encryption';
const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id';

const unless = (header: string, value: string) => ({
  Null: { [header]: 'false' },
  StringNotEquals: { [header]: value },
});

/** What the collector may do: put objects into its folder, encrypted. It can neither read, list nor delete. */
export const writerPolicy = (archive: Archive): object =>
  policy(
    { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: objectsArn(archive) },
    // Decrypt is for objects in parts, above 5 MiB.
    {
      Sid: 'Encrypt',
      Effect: 'Allow',
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: archive.kmsKey,
    },
  );

/** What whoever looks into the archive may do: find objects, have them brought back, read them. */
export const readerPolicy = (archive: Archive): object =>
  policy(
    {
      Sid: 'Find',
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:ListBucketVersions'],
      Resource: bucketArn(archive),
      Condition: { StringLike: { 's3:prefix': `${archive.prefix}/*` } },
    },
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention', 's3:RestoreObject'],
      Resource: objectsArn(archive),
    },
    { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: archive.kmsKey },
  );
