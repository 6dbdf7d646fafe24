import type { Archive } from './archive.ts';
import { ages, keeping, stages, type Ages, type Keeping, type Stage } from './keeping.ts';
import { bucketPolicy, readerPolicy, writerPolicy } from './policies.ts';

/** Documents of a bucket, each by the name of its file: what the AWS CLI and the SDKs take as it stands. */
export interface Documents {
  readonly versioning: { readonly Status: 'Enabled' };
  readonly 'object-lock': ObjectLock;
  readonly encryption: object;
  readonly 'public-access-block': object;
  readonly 'ownership-controls': object;
  readonly lifecycle: Lifecycle;
  readonly 'bucket-policy': object;
  readonly 'writer-policy': object;
  readonly 'reader-policy': object;
}

/** What each new object is kept by. */
export interface ObjectLock {
  readonly ObjectLockEnabled: 'Enabled';
  readonly Rule: { readonly DefaultRetention: { readonly Mode: Keeping['mode']; readonly Days: number } };
}

/** What happens to objects as they age. */
export interface Lifecycle {
  readonly Rules: readonly LifecycleRule[];
}

export interface LifecycleRule {
  readonly ID: string;
  readonly Status: 'Enabled';
  readonly Filter: { readonly Prefix: string };
  readonly Transitions?: readonly { readonly Days: number; readonly StorageClass: Stage['to'] }[];
  readonly Expiration?: { readonly Days?: number; readonly ExpiredObjectDeleteMarker?: boolean };
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number };
}

/** Numbers that the documents are made of. @default - those of `keeping.ts` */
export interface Terms {
  readonly keeping: Keeping;
  readonly stages: readonly Stage[];
  readonly ages: Ages;
}

export const terms: Terms = { keeping, stages, ages };

/** The documents of an archive's bucket. */
export const documents = (archive: Archive, numbers: Terms = terms): Documents => ({
  versioning: { Status: 'Enabled' },
  'object-lock': objectLock(numbers.keeping),
  encryption: encryption(archive),
  'public-access-block': {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  // Without access lists, the policy below is all that there is.
  'ownership-controls': { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  lifecycle: lifecycle(archive, numbers),
  'bucket-policy': bucketPolicy(archive),
  'writer-policy': writerPolicy(archive),
  'reader-policy': readerPolicy(archive),
});

const objectLock = ({ mode: Mode, days: Days }: Keeping): ObjectLock => ({
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode, Days } },
});

/** With a key of the bucket's own, KMS is asked once for many objects. */
const encryption = ({ kmsKey: KMSMasterKeyID }: Archive) => ({
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
      BucketKeyEnabled: true,
    },
  ],
});

/**
 * Objects below 128 KB are not moved, which is S3's default: 40 KB that Glacier adds to each would cost more than they do. They expire like others.
 */
function lifecycle(archive: Archive, { stages, ages }: Terms): Lifecycle {
  const Filter = { Prefix: `${archive.prefix}/` };
  const rule = (ID: string, more: Partial<LifecycleRule>): LifecycleRule => ({
    ID,
    Status: 'Enabled',
    Filter,
    ...more,
  });
  return {
    Rules: [
      rule('age', {
        Transitions: stages.map(({ to: StorageClass, after: Days }) => ({ Days, StorageClass })),
        Expiration: { Days: ages.expires },
      }),
      rule('leftovers', {
        NoncurrentVersionExpiration: { NoncurrentDays: ages.noncurrent },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: ages.uploads },
      }),
      rule('markers', { Expiration: { ExpiredObjectDeleteMarker: true } }),
    ],
  };
}
