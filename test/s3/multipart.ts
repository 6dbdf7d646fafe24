import { createHash } from 'node:crypto';
import { algorithms, checksum, type Algorithm, type Said } from './checksums.ts';
import { denied, invalidArgument, malformed, missing, S3Error } from './error.ts';
import { encryptionFor, hex, mayTag, needsDigest, store, tells } from './put.ts';
import type { S3Request } from './request.ts';
import { newId, type Part, type Upload } from './state.ts';
import { bucketOf, document, encryptionHeaders, mayUse, type Handler, type World } from './world.ts';
import { all, numberOf, parseXml, textOf, type Element } from './xml.ts';

/** Bytes that every part but the last must have. */
const leastPart = 5 * 1024 * 1024;

/** CreateMultipartUpload. */
export const createUpload: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const { key, headers } = request;
  mayTag(request, world);
  const encryption = encryptionFor(request, world, bucket);
  const upload: Upload = { id: newId(), key, initiated: world.clock.now(), headers, parts: new Map() };
  bucket.uploads.set(upload.id, upload);
  const algorithm = headers['x-amz-checksum-algorithm'];
  const told = { ...encryptionHeaders(encryption), 'x-amz-checksum-algorithm': algorithm };
  return document(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: upload.id },
    told,
  );
};

/** UploadPart. */
export const uploadPart: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const upload = uploadOf(request, world);
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
  }
  needsDigest(request, bucket);
  // Each part is encrypted with the key of the whole, which must be opened for it.
  const key = encryptionFor({ ...request, headers: upload.headers }, world, bucket)?.key;
  if (key !== undefined && !mayUse(request, key, 'kms:Decrypt'))
    throw denied(`Not authorized to perform: kms:Decrypt on ${key}`);
  const part: Part = { body: request.body, etag: hex(request.body), checksums: request.said };
  upload.parts.set(number, part);
  const sums = Object.entries(part.checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]);
  return { headers: { etag: `"${part.etag}"`, ...(Object.fromEntries(sums) as Record<string, string>) } };
};

/** CompleteMultipartUpload: the parts that are named, all there, in order, each as it was sent. */
export const completeUpload: Handler = (request, world) => {
  const upload = uploadOf(request, world);
  const parts = partsOf(parseXml(request.body), upload);
  const body = Buffer.concat(parts.map((part) => part.body));
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
  const etag = `${createHash('md5').update(digests).digest('hex')}-${String(parts.length)}`;
  const content = { body, etag, checksums: ofWhole(body, parts), headers: upload.headers };
  const version = store({ ...request, headers: upload.headers }, world, content);
  bucketOf(request, world).uploads.delete(upload.id);
  const told = { Bucket: request.bucket, Key: request.key, ETag: `"${etag}"` };
  return document('CompleteMultipartUploadResult', told, tells({ ...version, checksums: {} }));
};

/** AbortMultipartUpload. */
export const abortUpload: Handler = (request, world) => {
  bucketOf(request, world).uploads.delete(uploadOf(request, world).id);
  return { status: 204 };
};

/** ListParts. */
export const listParts: Handler = (request, world) => {
  const { key, parts, id } = uploadOf(request, world);
  const sorted = [...parts].sort(([one], [other]) => one - other);
  const Part = sorted.map(([PartNumber, { etag, body }]) => ({
    PartNumber,
    ETag: `"${etag}"`,
    Size: body.length,
  }));
  return document('ListPartsResult', {
    Bucket: request.bucket,
    Key: key,
    UploadId: id,
    IsTruncated: false,
    Part,
  });
};

/** ListMultipartUploads. */
export const listUploads: Handler = (request, world) => {
  const { name, uploads } = bucketOf(request, world);
  const Upload = [...uploads.values()].map(({ key, id, initiated }) => ({
    ...{ Key: key, UploadId: id },
    Initiated: new Date(initiated).toISOString(),
  }));
  return document('ListMultipartUploadsResult', { Bucket: name, IsTruncated: false, Upload });
};

function uploadOf(request: S3Request, world: World): Upload {
  const upload = bucketOf(request, world).uploads.get(request.query.get('uploadId') ?? '');
  if (upload?.key === request.key) return upload;
  throw missing(
    'NoSuchUpload',
    'The specified multipart upload does not exist. The upload ID may be invalid, or it may have been aborted or completed.',
  );
}

function partsOf(document: Element, { parts }: Upload): Part[] {
  const named = all(document, 'Part').map((element) => ({
    element,
    number: numberOf(element, 'PartNumber') ?? 0,
  }));
  if (named.length === 0) throw malformed('The XML you provided was not well-formed: no Part.');
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const found = named.map(({ element, number }) => {
    const part = parts.get(number);
    if (part === undefined || !isSame(element, part)) throw invalidPart(number);
    return part;
  });
  if (found.slice(0, -1).some(({ body }) => body.length < leastPart)) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return found;
}

const isSame = (element: Element, { etag, checksums }: Part): boolean =>
  textOf(element, 'ETag')?.replaceAll('"', '') === etag &&
  algorithms.every((algorithm) => {
    const said = textOf(element, `Checksum${algorithm.toUpperCase()}`);
    return said === undefined || said === checksums[algorithm];
  });

const invalidPart = (number: number) =>
  new S3Error(
    400,
    'InvalidPart',
    `Part ${String(number)} could not be found, or its ETag or checksum is not what was uploaded.`,
  );

/** The checksum of all parts' checksums, as S3 keeps it where each part came with the same one. */
function ofWhole(body: Buffer, parts: readonly Part[]): Said {
  const [algorithm] = Object.keys(parts[0]?.checksums ?? {}) as Algorithm[];
  if (algorithm === undefined || algorithm === 'crc64nvme') return { crc64nvme: checksum('crc64nvme', body) };
  const all = parts.map(({ checksums }) => checksums[algorithm]);
  if (all.includes(undefined)) return {};
  const joined = Buffer.concat(all.map((one) => Buffer.from(one ?? '', 'base64')));
  return { [algorithm]: `${checksum(algorithm, joined)}-${String(parts.length)}` };
}
