import type { Bucket } from './bucket.ts';

/** How long an object is kept from everybody. */
export interface Keeping {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Days from when an object is written. */
  readonly days: number;
}

/** Documents that every bucket of ours has, each by the name of its file: what the AWS CLI and the SDKs take as it stands. */
export interface Documents {
  readonly versioning: { readonly Status: 'Enabled' };
  readonly 'object-lock': ObjectLock;
  readonly encryption: object;
  readonly 'public-access-block': object;
  readonly 'ownership-controls': object;
}

/** What each new object is kept by. */
export interface ObjectLock {
  readonly ObjectLockEnabled: 'Enabled';
  readonly Rule: { readonly DefaultRetention: { readonly Mode: Keeping['mode']; readonly Days: number } };
}

/** Versions, a lock, one key, and nobody from outside. */
export const documentsOf = (bucket: Bucket, keeping: Keeping): Documents => ({
  versioning: { Status: 'Enabled' },
  'object-lock': objectLock(keeping),
  encryption: encryption(bucket),
  'public-access-block': {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  // Without access lists, the policies are all that there is.
  'ownership-controls': { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
});

const objectLock = ({ mode: Mode, days: Days }: Keeping): ObjectLock => ({
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode, Days } },
});

/** With a key of the bucket's own, KMS is asked once for many objects. */
const encryption = ({ kmsKey: KMSMasterKeyID }: Bucket) => ({
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
      BucketKeyEnabled: true,
    },
  ],
});
