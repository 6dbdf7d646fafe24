import { invalidArgument, invalidRequest, malformed, missing, S3Error } from './error.ts';
import { readRules } from './lifecycle/rules.ts';
import { readLock } from './lock.ts';
import { readPolicy } from './policy.ts';
import type { S3Request } from './request.ts';
import { newBucket, type Bucket } from './state.ts';
import { bucketOf, document, type Handler } from './world.ts';
import { one, parseXml, textOf } from './xml.ts';

/** CreateBucket. */
export const createBucket: Handler = ({ bucket, headers }, { buckets }) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  }
  if (buckets.has(bucket)) throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'You already own it.');
  const locked = headers['x-amz-bucket-object-lock-enabled'] === 'true';
  buckets.set(bucket, { ...newBucket(bucket), ...(locked ? { versioning: 'Enabled', lock: {} } : {}) });
  return { headers: { location: `/${bucket}` } };
};

/** HeadBucket. */
export const headBucket: Handler = (request, world) => {
  bucketOf(request, world);
  return {};
};

/** DeleteBucket. */
export const deleteBucket: Handler = (request, world) => {
  const { name, objects, uploads } = bucketOf(request, world);
  if (objects.size + uploads.size > 0) {
    throw new S3Error(
      409,
      'BucketNotEmpty',
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    );
  }
  world.buckets.delete(name);
  return { status: 204 };
};

/** PutBucketVersioning: a lock needs it. */
export const putVersioning: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const status = textOf(parseXml(request.body), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw malformed('Status must be Enabled or Suspended.');
  if (bucket.lock && status === 'Suspended') {
    throw new S3Error(
      409,
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    );
  }
  bucket.versioning = status;
  return {};
};

/** GetBucketVersioning. */
export const getVersioning: Handler = (request, world) =>
  document('VersioningConfiguration', { Status: bucketOf(request, world).versioning });

/** PutObjectLockConfiguration. */
export const putLock: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  if (bucket.versioning !== 'Enabled') {
    throw new S3Error(
      409,
      'InvalidBucketState',
      'Versioning must be Enabled on the bucket to apply a Object Lock configuration',
    );
  }
  bucket.lock = readLock(parseXml(request.body));
  return keep(bucket, request, 'object-lock');
};

/** PutBucketEncryption. */
export const putEncryption: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const rule = one(parseXml(request.body), 'Rule');
  const byDefault = rule && one(rule, 'ApplyServerSideEncryptionByDefault');
  const algorithm = byDefault && textOf(byDefault, 'SSEAlgorithm');
  if (rule === undefined || (algorithm !== 'aws:kms' && algorithm !== 'AES256'))
    throw malformed('SSEAlgorithm must be aws:kms or AES256.');
  const key = byDefault && textOf(byDefault, 'KMSMasterKeyID');
  if (key !== undefined && algorithm !== 'aws:kms')
    throw invalidArgument('a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms');
  bucket.encryption = { algorithm, key, bucketKey: textOf(rule, 'BucketKeyEnabled') === 'true' };
  return keep(bucket, request, 'encryption');
};

/** PutBucketLifecycleConfiguration. */
export const putLifecycle: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const least = request.headers['x-amz-transition-default-minimum-object-size'] ?? 'all_storage_classes_128K';
  if (least !== 'all_storage_classes_128K' && least !== 'varies_by_storage_class')
    throw invalidArgument('Unknown TransitionDefaultMinimumObjectSize');
  bucket.rules = readRules(parseXml(request.body));
  bucket.leastSize = least;
  return {
    ...keep(bucket, request, 'lifecycle'),
    headers: { 'x-amz-transition-default-minimum-object-size': least },
  };
};

/** PutBucketPolicy. */
export const putPolicy: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const policy = readPolicy(request.body.toString('utf8'));
  const whole = `arn:aws:s3:::${bucket.name}`;
  for (const { Resource } of policy.Statement) {
    const outside = [Resource].flat().find((one) => one !== whole && !one.startsWith(`${whole}/`));
    if (outside !== undefined)
      throw Object.assign(invalidArgument('Policy has invalid resource'), { code: 'MalformedPolicy' });
  }
  bucket.policy = policy;
  return { ...keep(bucket, request, 'policy'), status: 204 };
};

/** PutPublicAccessBlock: all four, or it is a mistake. */
export const putPublicAccessBlock: Handler = (request, world) => {
  const asked = parseXml(request.body);
  for (const name of ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets']) {
    if (!['true', 'false'].includes(textOf(asked, name) ?? 'false'))
      throw malformed(`${name} must be true or false.`);
  }
  return keep(bucketOf(request, world), request, 'publicAccessBlock');
};

/** PutBucketOwnershipControls. */
export const putOwnership: Handler = (request, world) => {
  const rule = one(parseXml(request.body), 'Rule');
  const ownership = rule && textOf(rule, 'ObjectOwnership');
  if (!['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'].includes(ownership ?? ''))
    throw malformed('Unknown ObjectOwnership.');
  return keep(bucketOf(request, world), request, 'ownershipControls');
};

/** Configurations of a bucket that can be read back as they were written: the query parameter, and the error where there is none. */
const none: Readonly<Record<string, string>> = {
  'object-lock': 'ObjectLockConfigurationNotFoundError',
  encryption: 'ServerSideEncryptionConfigurationNotFoundError',
  lifecycle: 'NoSuchLifecycleConfiguration',
  policy: 'NoSuchBucketPolicy',
  publicAccessBlock: 'NoSuchPublicAccessBlockConfiguration',
  ownershipControls: 'OwnershipControlsNotFoundError',
};

/** Gives back a configuration as it was put. */
export const getConfiguration =
  (name: string): Handler =>
  (request, world) => {
    const bucket = bucketOf(request, world);
    const body = bucket.documents.get(name);
    if (body === undefined)
      throw missing(none[name] ?? 'NoSuchConfiguration', `The bucket has no configuration of ${name}.`);
    const headers =
      name === 'lifecycle' ? { 'x-amz-transition-default-minimum-object-size': bucket.leastSize } : {};
    return { headers, body };
  };

/** DeleteBucketLifecycle. */
export const deleteLifecycle: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  bucket.rules = [];
  bucket.documents.delete('lifecycle');
  return { status: 204 };
};

/** Changes to what people rely on come with a digest, as S3 demands. */
function keep(bucket: Bucket, { body, headers, said }: S3Request, name: string): object {
  if (headers['content-md5'] === undefined && Object.keys(said).length === 0) {
    throw invalidRequest('Missing required header for this request: Content-MD5');
  }
  bucket.documents.set(name, body.toString('utf8'));
  return {};
}
