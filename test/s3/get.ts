import { denied, S3Error } from './error.ts';
import { classes } from './lifecycle/classes.ts';
import type { S3Request } from './request.ts';
import { versionOf, type Version } from './state.ts';
import { bucketOf, encryptionHeaders, may, mayUse, type Handler, type Reply, type World } from './world.ts';

/** GetObject. */
export const getObject: Handler = (request, world) => {
  const version = found(request, world);
  readable(version, world);
  decryptable(request, version);
  const range = rangeOf(request, version.body.length);
  if (range === undefined) return { headers: about(request, version, world), body: version.body };
  const body = version.body.subarray(range.from, range.to + 1);
  const position = `bytes ${String(range.from)}-${String(range.to)}/${String(version.body.length)}`;
  return { status: 206, headers: { ...about(request, version, world), 'content-range': position }, body };
};

/** HeadObject: what is archived can be asked about. */
export const headObject: Handler = (request, world) => {
  const version = found(request, world);
  decryptable(request, version);
  return { headers: { ...about(request, version, world), 'content-length': String(version.body.length) } };
};

/** Whoever may not list a bucket does not learn what is missing from it either. A condition on the prefix of a list does not hold for a GET. */
function found(request: S3Request, world: World): Version {
  const { objects } = bucketOf(request, world);
  if (objects.get(request.key)?.[0]?.deleteMarker !== false && !may(request, world, 's3:ListBucket'))
    throw denied('Access Denied');
  const version = versionOf(bucketOf(request, world), request.key, request.query.get('versionId'));
  if (!version.deleteMarker) return version;
  throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    'x-amz-delete-marker': 'true',
    allow: 'DELETE',
  });
}

/** @throws S3Error where it lies in an archive, and no copy is there (any more). */
function readable({ storageClass, restored }: Version, { clock }: World): void {
  const now = clock.now();
  if (!classes[storageClass]?.archived || (restored && restored.from <= now && now < restored.until)) return;
  throw new S3Error(403, 'InvalidObjectState', "The operation is not valid for the object's storage class");
}

function decryptable(request: S3Request, { encryption }: Version): void {
  if (encryption?.key === undefined || mayUse(request, encryption.key, 'kms:Decrypt')) return;
  throw denied(`Not authorized to perform: kms:Decrypt on ${encryption.key}`);
}

function about(
  { headers, query }: S3Request,
  version: Version,
  { clock }: World,
): NonNullable<Reply['headers']> {
  const { id, etag, created, storageClass, retention, legalHold, checksums, tags = {} } = version;
  const told = headers['x-amz-checksum-mode'] === 'ENABLED' && headers.range === undefined ? checksums : {};
  return {
    ...version.headers,
    ...encryptionHeaders(version.encryption),
    ...Object.fromEntries(Object.entries(told).map(([name, value]) => [`x-amz-checksum-${name}`, value])),
    etag: `"${etag}"`,
    'accept-ranges': 'bytes',
    'last-modified': new Date(created).toUTCString(),
    'x-amz-version-id': id === 'null' && !query.has('versionId') ? undefined : id,
    'x-amz-storage-class': storageClass === 'STANDARD' ? undefined : storageClass,
    'x-amz-object-lock-mode': retention?.mode,
    'x-amz-object-lock-retain-until-date': retention && new Date(retention.until).toISOString(),
    'x-amz-object-lock-legal-hold': legalHold ? 'ON' : undefined,
    'x-amz-tagging-count': Object.keys(tags).length > 0 ? String(Object.keys(tags).length) : undefined,
    'x-amz-restore': restoreHeader(version, clock.now()),
  };
}

function restoreHeader({ restored }: Version, now: number): string | undefined {
  if (restored === undefined || now >= restored.until) return undefined;
  if (now < restored.from) return 'ongoing-request="true"';
  return `ongoing-request="false", expiry-date="${new Date(restored.until).toUTCString()}"`;
}

function rangeOf({ headers }: S3Request, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from <= to) return { from, to };
  throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
}
