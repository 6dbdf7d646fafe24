import { documentsOf, type Documents as OfBucket, type Keeping } from '../../s3/documents.ts';
import { leftovers, rule, type Filter, type Leftovers, type Lifecycle } from '../../s3/lifecycle.ts';
import { folders } from '../keys.ts';
import type { Repository } from '../repository.ts';
import { expiries, hidden, keeping, superseded, type Expiry } from './keeping.ts';
import type { Place } from './place.ts';
import { bucketPolicy, checkerPolicy, cnpgPolicy, readerPolicy, writerPolicy } from './policies.ts';
import { keyPolicy } from './key-policy.ts';

/** Documents of the backups' bucket, each by the name of its file. */
export interface Documents extends OfBucket {
  readonly lifecycle: Lifecycle;
  readonly 'bucket-policy': object;
  readonly 'writer-policy': object;
  readonly 'checker-policy': object;
  readonly 'reader-policy': object;
  /** Only where CloudNativePG writes there too. */
  readonly 'cnpg-policy'?: object;
  /** Statements that go into the policy of the key. */
  readonly 'key-policy': object;
}

/** Numbers that the documents are made of. @default - those of `keeping.ts` */
export interface Terms {
  readonly keeping: Keeping;
  readonly expiries: readonly Expiry[];
  readonly hidden: Leftovers;
}

export const terms: Terms = { keeping, expiries, hidden };

/** The documents of a backup's bucket. */
export const documents = (place: Place, numbers: Terms = terms): Documents => ({
  ...documentsOf(place.repository, numbers.keeping),
  lifecycle: lifecycle(place.repository, numbers),
  'bucket-policy': bucketPolicy(place),
  'writer-policy': writerPolicy(place),
  'checker-policy': checkerPolicy(place),
  'reader-policy': readerPolicy(place),
  ...(place.pointInTime === 'cnpg' ? { 'cnpg-policy': cnpgPolicy(place) } : {}),
  'key-policy': keyPolicy(place),
});

/** Objects with a tag expire, and those without do not: no program needs the right to delete, and the newest backup waits for the next one. */
const lifecycle = ({ prefix }: Repository, { expiries, hidden }: Terms): Lifecycle => ({
  Rules: [
    ...expiries.map(({ folder, days: Days, onlySuperseded }) =>
      rule(folder, filter(`${prefix}/${folders[folder]}/`, onlySuperseded), { Expiration: { Days } }),
    ),
    ...leftovers(`${prefix}/`, hidden),
  ],
});

const filter = (Prefix: string, tagged: boolean): Filter =>
  tagged ? { And: { Prefix, Tags: [superseded] } } : { Prefix };
