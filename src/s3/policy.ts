import { bucketArn, type Bucket } from './bucket.ts';

/** A statement of a policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy, as S3, IAM and KMS take it. */
export const policy = (...statements: readonly Statement[]) => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** A right of a role. */
export const allow = (Sid: string, rest: Omit<Statement, 'Sid' | 'Effect'>): Statement => ({
  Sid,
  Effect: 'Allow',
  ...rest,
});

/** What is denied to everybody, the owner included. */
export const deny = (Sid: string, rest: Omit<Statement, 'Sid' | 'Effect' | 'Principal'>): Statement => ({
  Sid,
  Effect: 'Deny',
  Principal: '*',
  ...rest,
});

/**
 * Denials that every bucket of ours begins with: what is allowed, the policies of roles say.
 *
 * @param shown what nobody may hide by a mark of deletion. Versions are deleted by nobody, whatever they are. @default - everything
 */
export function denials(bucket: Bucket, shown?: readonly string[]): Statement[] {
  const objects = `${bucketArn(bucket)}/*`;
  return [
    deny('OnlyOverTls', {
      Action: 's3:*',
      Resource: [bucketArn(bucket), objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    // A condition with Not holds where nothing is said at all, and who says nothing is encrypted by the bucket. Hence both.
    deny('NoOtherEncryption', {
      Action: 's3:PutObject',
      Resource: objects,
      Condition: saidOtherwise(encryptionHeader, 'aws:kms'),
    }),
    // Who says aws:kms without a key gets AWS's own, and not that of the bucket: then a key must be said too.
    deny('NoOtherKey', {
      Action: 's3:PutObject',
      Resource: objects,
      Condition: saidOtherwise(keyHeader, bucket.kmsKey),
    }),
    ...nobodyDeletes(objects, shown),
  ];
}

const encryptionHeader = 's3:x-amz-server-side-encryption';
const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id';

const saidOtherwise = (header: string, value: string) => ({
  Null: { [encryptionHeader]: 'false' },
  StringNotEquals: { [header]: value },
});

/** S3's own lifecycle goes on: no policy speaks to it. */
function nobodyDeletes(objects: string, shown: readonly string[] | undefined): Statement[] {
  const forGood = ['s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'];
  if (shown === undefined)
    return [deny('NobodyDeletes', { Action: ['s3:DeleteObject', ...forGood], Resource: objects })];
  return [
    deny('NobodyDeletes', { Action: forGood, Resource: objects }),
    deny('NobodyHides', { Action: 's3:DeleteObject', Resource: shown }),
  ];
}

/** Keeps all but one role from writing: nothing, where there is no such role. */
export const onlyWrites = (
  Sid: string,
  Resource: string | readonly string[],
  role: string | undefined,
): Statement[] =>
  role === undefined
    ? []
    : [
        deny(Sid, {
          Action: 's3:PutObject',
          Resource,
          Condition: { StringNotEquals: { 'aws:PrincipalArn': role } },
        }),
      ];

/** Lists names that begin with a path. */
export const list = (bucket: Bucket, ...paths: readonly string[]): Statement =>
  allow('Find', {
    Action: ['s3:ListBucket', 's3:ListBucketVersions'],
    Resource: bucketArn(bucket),
    Condition: { StringLike: { 's3:prefix': paths.length === 1 ? (paths[0] ?? '') : paths } },
  });

/** Encrypts with the bucket's key. Decrypt is for objects in parts: each part opens the key of the whole. */
export const encrypt = ({ kmsKey }: Bucket): Statement =>
  allow('Encrypt', { Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: kmsKey });

/** Reads what that key has encrypted. */
export const decrypt = ({ kmsKey }: Bucket): Statement =>
  allow('Decrypt', { Action: 'kms:Decrypt', Resource: kmsKey });
