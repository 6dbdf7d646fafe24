import { createHash } from 'node:crypto';
import { checksum, type Said } from './checksums.ts';
import { denied, invalidArgument, invalidRequest, S3Error } from './error.ts';
import { classes } from './lifecycle/classes.ts';
import { retentionFor } from './lock.ts';
import type { S3Request } from './request.ts';
import { add, current, newId, type Bucket, type Encryption, type Version } from './state.ts';
import { requestedTags } from './tagging.ts';
import { authorize, bucketOf, encryptionHeaders, mayUse, type Handler, type World } from './world.ts';

/** PutObject. */
export const putObject: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new S3Error(501, 'NotImplemented', 'No copies here.');
  needsDigest(request, bucket);
  mayOverwrite(request, bucket);
  mayTag(request, world);
  const { body, headers, said } = request;
  const content = { body, etag: hex(body), checksums: complete(body, said), headers };
  const version = store(request, world, content);
  return { headers: { etag: `"${version.etag}"`, ...tells(version) } };
};

/** What becomes a version. */
export interface NewContent extends Pick<Version, 'body' | 'etag' | 'checksums'> {
  /** Headers of the request that began it. */
  readonly headers: S3Request['headers'];
}

/** Makes a version of a content: encrypted, and kept as the bucket says. */
export function store(request: S3Request, world: World, content: NewContent): Version {
  const { body, etag, checksums, headers } = content;
  const bucket = bucketOf(request, world);
  const now = world.clock.now();
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (!(storageClass in classes))
    throw new S3Error(400, 'InvalidStorageClass', 'The storage class you specified is not valid');
  if (headers['x-amz-object-lock-mode'] !== undefined) authorize(request, world, 's3:PutObjectRetention');
  const version: Version = {
    ...{ key: request.key, id: bucket.versioning === 'Enabled' ? newId() : 'null' },
    ...{ body, etag, checksums, created: now, deleteMarker: false },
    headers: kept(headers),
    encryption: encryptionFor(request, world, bucket),
    ...{ storageClass, classSince: now },
    retention: retentionFor(bucket.lock, headers, now),
    legalHold: headers['x-amz-object-lock-legal-hold'] === 'ON',
    tags: requestedTags({ ...request, headers }) ?? {},
  };
  add(bucket, version);
  return version;
}

/** A bucket with a lock takes nothing that it cannot verify. @throws S3Error where there is no digest. */
export function needsDigest({ headers, said }: S3Request, { lock }: Bucket): void {
  const keeps = lock?.mode !== undefined || headers['x-amz-object-lock-mode'] !== undefined;
  if (!keeps || headers['content-md5'] !== undefined || Object.keys(said).length > 0) return;
  throw invalidRequest(
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  );
}

/** Whoever tags what it writes needs the right to tag. */
export function mayTag(request: S3Request, world: World): void {
  if (request.headers['x-amz-tagging'] !== undefined) authorize(request, world, 's3:PutObjectTagging');
}

function mayOverwrite({ headers, key }: S3Request, bucket: Bucket): void {
  const condition = headers['if-none-match'];
  if (condition === undefined) return;
  if (condition !== '*') throw new S3Error(501, 'NotImplemented', 'If-None-Match takes * here.');
  const [newest] = bucket.objects.get(key) ?? [];
  if (newest !== undefined && !newest.deleteMarker) {
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  }
}

/** Without one from the client, S3 makes a checksum itself. */
const complete = (body: Buffer, said: Said): Said =>
  Object.keys(said).length > 0 ? said : { crc64nvme: checksum('crc64nvme', body) };

/** How a new object is encrypted. @throws S3Error where that is not by a key that is known and that the caller may use. */
export function encryptionFor(request: S3Request, world: World, bucket: Bucket): Encryption | undefined {
  const encryption = askedFor(request) ?? bucket.encryption;
  const { kmsKeys } = world;
  if (encryption?.algorithm !== 'aws:kms') {
    if (kmsKeys !== undefined) throw denied('Every object must be encrypted by a key of KMS.');
    return encryption;
  }
  // Who asks for aws:kms without a key gets AWS's own, whatever the bucket has.
  const { key = 'aws/s3' } = encryption;
  if (kmsKeys?.has(key) === false) throw denied(`The key ${key} is not one of those allowed.`);
  if (!mayUse(request, key, 'kms:GenerateDataKey'))
    throw denied(`Not authorized to perform: kms:GenerateDataKey on ${key}`);
  return { algorithm: 'aws:kms', key };
}

function askedFor({ headers }: S3Request): Encryption | undefined {
  const algorithm = headers['x-amz-server-side-encryption'];
  if (algorithm === undefined) return undefined;
  if (algorithm !== 'aws:kms' && algorithm !== 'AES256')
    throw invalidArgument('The encryption method specified is not supported');
  return { algorithm, key: headers['x-amz-server-side-encryption-aws-kms-key-id'] };
}

/** Headers of a request that a GET gives back. */
const kept = (headers: S3Request['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (name === 'content-encoding') return wrapped(name, value);
      return name === 'content-type' || name.startsWith('x-amz-meta-') ? [[name, value]] : [];
    }),
  );

/** `aws-chunked` is how it came, not what it is. */
function wrapped(name: string, value: string): [string, string][] {
  const rest = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== 'aws-chunked' && one !== '');
  return rest.length > 0 ? [[name, rest.join(',')]] : [];
}

/** Headers that tell of a new version. */
export const tells = ({
  id,
  encryption,
  checksums,
}: Version): Readonly<Record<string, string | undefined>> => ({
  'x-amz-version-id': id === 'null' ? undefined : id,
  ...encryptionHeaders(encryption),
  ...Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value])),
});

/** An MD5 as ETags have it. */
export const hex = (body: Buffer): string => createHash('md5').update(body).digest('hex');

/** Whether there is such an object now. */
export const exists = (bucket: Bucket, key: string): boolean => {
  try {
    current(bucket, key);
    return true;
  } catch {
    return false;
  }
};
