import { bucketArn } from '../../s3/bucket.ts';
import { allow, decrypt, denials, encrypt, onlyWrites, policy, type Statement } from '../../s3/policy.ts';
import type { Folder } from '../keys.ts';
import { superseded } from './keeping.ts';
import { allObjects, objectsIn, type Place } from './place.ts';

/** Who writes what: dumps, copies and the log come from one role, and what was proven from another. */
const written: readonly Folder[] = ['dumps', 'base', 'wal'];
const proven: readonly Folder[] = ['verified', 'checks'];

/** Denials for everybody, the owner included: what is allowed, the policies of roles say. */
export const bucketPolicy = (place: Place): object =>
  policy(
    // CloudNativePG hides what it no longer keeps. Hidden is not gone: the version stays locked, and nobody deletes it.
    ...denials(place.repository, place.pointInTime === 'cnpg' ? ours(place) : undefined),
    ...onlyWrites('OnlyTheWriterWrites', objectsIn(place, ...written), place.roles.writer),
    ...onlyWrites('OnlyTheCheckerWrites', objectsIn(place, ...proven), place.roles.checker),
  );

const ours = (place: Place): string[] => objectsIn(place, ...written, ...proven);

/** What takes backups may do: put them, read them back, and say of older ones that there is a newer. It cannot delete. */
export const writerPolicy = (place: Place): object =>
  policy(
    find(place, 's3:ListBucket'),
    allow('Write', {
      Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
      Resource: objectsIn(place, ...written),
    }),
    // The size of the one before, and what was really stored.
    allow('ReadBack', { Action: 's3:GetObject', Resource: objectsIn(place, ...written) }),
    supersede(objectsIn(place, 'dumps', 'base')),
    encrypt(place.repository),
  );

/** What checks backups may do: read dumps, and put what it has proven. It cannot touch a dump. */
export const checkerPolicy = (place: Place): object =>
  policy(
    find(place, 's3:ListBucket'),
    allow('Read', { Action: 's3:GetObject', Resource: objectsIn(place, 'dumps', ...proven) }),
    allow('Write', {
      Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
      Resource: objectsIn(place, ...proven),
    }),
    supersede(objectsIn(place, 'verified')),
    encrypt(place.repository),
  );

/** What the exporter and a recovery may do: read everything, also what was written over. */
export const readerPolicy = (place: Place): object =>
  policy(
    find(place, ['s3:ListBucket', 's3:ListBucketVersions']),
    allow('Read', {
      Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'],
      Resource: allObjects(place),
    }),
    decrypt(place.repository),
    ...(place.instance === undefined
      ? []
      : [allow('LookAtTheInstance', { Action: 'rds:DescribeDBInstances', Resource: place.instance })]),
  );

/** What CloudNativePG may do, in a folder of its own. */
export const cnpgPolicy = (place: Place): object =>
  policy(
    find(place, 's3:ListBucket'),
    allow('Keep', {
      Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      Resource: objectsIn(place, 'cnpg'),
    }),
    encrypt(place.repository),
  );

/**
 * Names below the prefix. `IfExists`, since a request for one object has no prefix to compare: without the right to list, S3 answers 403 about what is
 * missing, and nobody could tell it from what is forbidden.
 */
const find = ({ repository }: Place, Action: Statement['Action']): Statement =>
  allow('Find', {
    Action,
    Resource: bucketArn(repository),
    Condition: { StringLikeIfExists: { 's3:prefix': `${repository.prefix}/*` } },
  });

/** One tag, with one value, and no other beside it: whoever could tag freely could let the newest backup expire by another rule. */
const supersede = (Resource: readonly string[]): Statement =>
  allow('Supersede', {
    Action: 's3:PutObjectTagging',
    Resource,
    Condition: {
      StringEquals: { [`s3:RequestObjectTag/${superseded.Key}`]: superseded.Value },
      'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': superseded.Key },
    },
  });
