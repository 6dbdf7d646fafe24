import { documentsOf, type Documents as OfBucket, type Keeping } from '../../s3/documents.ts';
import { leftovers, rule, type Lifecycle } from '../../s3/lifecycle.ts';
import type { Archive } from './archive.ts';
import { ages, keeping, stages, type Ages, type Stage } from './keeping.ts';
import { bucketPolicy, readerPolicy, writerPolicy } from './policies.ts';

/** Documents of the archive's bucket, each by the name of its file. */
export interface Documents extends OfBucket {
  readonly lifecycle: Lifecycle;
  readonly 'bucket-policy': object;
  readonly 'writer-policy': object;
  readonly 'reader-policy': object;
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
  ...documentsOf(archive, numbers.keeping),
  lifecycle: lifecycle(archive, numbers),
  'bucket-policy': bucketPolicy(archive),
  'writer-policy': writerPolicy(archive),
  'reader-policy': readerPolicy(archive),
});

/**
 * Objects below 128 KB are not moved, which is S3's default: 40 KB that Glacier adds to each would cost more than they do. They expire like others.
 */
function lifecycle(archive: Archive, { stages, ages }: Terms): Lifecycle {
  const Prefix = `${archive.prefix}/`;
  const Transitions = stages.map(({ to: StorageClass, after: Days }) => ({ Days, StorageClass }));
  return {
    Rules: [
      rule('age', { Prefix }, { Transitions, Expiration: { Days: ages.expires } }),
      ...leftovers(Prefix, ages),
    ],
  };
}
