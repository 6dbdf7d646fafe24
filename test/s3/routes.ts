import * as buckets from './buckets.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { S3Error } from './error.ts';
import { getObject, headObject } from './get.ts';
import { listObjects, listVersions } from './list.ts';
import * as multipart from './multipart.ts';
import { putObject } from './put.ts';
import type { S3Request } from './request.ts';
import { getRetention, putLegalHold, putRetention, restoreObject } from './restore.ts';
import { deleteTagging, getTagging, putTagging } from './tagging.ts';
import { authorize, type Handler, type World, type Reply } from './world.ts';

/** What can be asked: method, whether of a bucket or an object, query parameter that marks it; right that it takes, and what does it. */
type Route = readonly [
  method: string,
  of: 'bucket' | 'object',
  marks: string,
  action: string,
  handler: Handler,
];

/** The first that fits answers. */
const routes: readonly Route[] = [
  ['PUT', 'bucket', 'versioning', 's3:PutBucketVersioning', buckets.putVersioning],
  ['GET', 'bucket', 'versioning', 's3:GetBucketVersioning', buckets.getVersioning],
  ['PUT', 'bucket', 'object-lock', 's3:PutBucketObjectLockConfiguration', buckets.putLock],
  [
    'GET',
    'bucket',
    'object-lock',
    's3:GetBucketObjectLockConfiguration',
    buckets.getConfiguration('object-lock'),
  ],
  ['PUT', 'bucket', 'encryption', 's3:PutEncryptionConfiguration', buckets.putEncryption],
  ['GET', 'bucket', 'encryption', 's3:GetEncryptionConfiguration', buckets.getConfiguration('encryption')],
  ['PUT', 'bucket', 'lifecycle', 's3:PutLifecycleConfiguration', buckets.putLifecycle],
  ['GET', 'bucket', 'lifecycle', 's3:GetLifecycleConfiguration', buckets.getConfiguration('lifecycle')],
  ['DELETE', 'bucket', 'lifecycle', 's3:PutLifecycleConfiguration', buckets.deleteLifecycle],
  ['PUT', 'bucket', 'policy', 's3:PutBucketPolicy', buckets.putPolicy],
  ['GET', 'bucket', 'policy', 's3:GetBucketPolicy', buckets.getConfiguration('policy')],
  ['PUT', 'bucket', 'publicAccessBlock', 's3:PutBucketPublicAccessBlock', buckets.putPublicAccessBlock],
  [
    'GET',
    'bucket',
    'publicAccessBlock',
    's3:GetBucketPublicAccessBlock',
    buckets.getConfiguration('publicAccessBlock'),
  ],
  ['PUT', 'bucket', 'ownershipControls', 's3:PutBucketOwnershipControls', buckets.putOwnership],
  [
    'GET',
    'bucket',
    'ownershipControls',
    's3:GetBucketOwnershipControls',
    buckets.getConfiguration('ownershipControls'),
  ],
  ['GET', 'bucket', 'versions', 's3:ListBucketVersions', listVersions],
  ['GET', 'bucket', 'uploads', 's3:ListBucketMultipartUploads', multipart.listUploads],
  // Each object of the list is judged for itself.
  ['POST', 'bucket', 'delete', '', deleteObjects],
  ['PUT', 'bucket', '', 's3:CreateBucket', buckets.createBucket],
  ['HEAD', 'bucket', '', 's3:ListBucket', buckets.headBucket],
  ['DELETE', 'bucket', '', 's3:DeleteBucket', buckets.deleteBucket],
  ['GET', 'bucket', '', 's3:ListBucket', listObjects],
  ['POST', 'object', 'uploads', 's3:PutObject', multipart.createUpload],
  ['PUT', 'object', 'uploadId', 's3:PutObject', multipart.uploadPart],
  ['POST', 'object', 'uploadId', 's3:PutObject', multipart.completeUpload],
  ['DELETE', 'object', 'uploadId', 's3:AbortMultipartUpload', multipart.abortUpload],
  ['GET', 'object', 'uploadId', 's3:ListMultipartUploadParts', multipart.listParts],
  ['POST', 'object', 'restore', 's3:RestoreObject', restoreObject],
  ['PUT', 'object', 'retention', 's3:PutObjectRetention', putRetention],
  ['GET', 'object', 'retention', 's3:GetObjectRetention', getRetention],
  ['PUT', 'object', 'tagging', 's3:PutObjectTagging', putTagging],
  ['GET', 'object', 'tagging', 's3:GetObjectTagging', getTagging],
  ['DELETE', 'object', 'tagging', 's3:DeleteObjectTagging', deleteTagging],
  ['PUT', 'object', 'legal-hold', 's3:PutObjectLegalHold', putLegalHold],
  ['PUT', 'object', '', 's3:PutObject', putObject],
  ['GET', 'object', 'versionId', 's3:GetObjectVersion', getObject],
  ['GET', 'object', '', 's3:GetObject', getObject],
  ['HEAD', 'object', 'versionId', 's3:GetObjectVersion', headObject],
  ['HEAD', 'object', '', 's3:GetObject', headObject],
  ['DELETE', 'object', 'versionId', 's3:DeleteObjectVersion', deleteObject],
  ['DELETE', 'object', '', 's3:DeleteObject', deleteObject],
];

/** Query parameters that mark nothing. Any other is something that this server does not know, and refuses. */
const plain = new Set(
  'x-id list-type prefix delimiter max-keys continuation-token start-after encoding-type fetch-owner versionId partNumber uploadId key-marker version-id-marker max-parts part-number-marker max-uploads upload-id-marker'.split(
    ' ',
  ),
);

/** Does what is asked, if the caller may. @throws S3Error where not, or where nothing here knows how. */
export function answer(request: S3Request, world: World): Reply {
  const { method, key, query } = request;
  const of = key === '' ? 'bucket' : 'object';
  const route = routes.find(
    ([verb, on, marks]) => verb === method && on === of && (marks === '' || query.has(marks)),
  );
  const unknown = [...query.keys()].find((name) => !plain.has(name) && name !== route?.[2]);
  if (route === undefined || unknown !== undefined) {
    throw new S3Error(
      501,
      'NotImplemented',
      `This server does not know ${method} of a${of === 'object' ? 'n' : ''} ${of} with ${unknown ?? 'that'}.`,
    );
  }
  const [, , , action, handler] = route;
  if (action !== '') authorize(request, world, ofVersion(action, query));
  return handler(request, world);
}

/** Tags of a version that is named take a right of their own. */
const ofVersion = (action: string, query: S3Request['query']): string =>
  action.endsWith('ObjectTagging') && query.has('versionId')
    ? action.replace('Object', 'ObjectVersion')
    : action;
