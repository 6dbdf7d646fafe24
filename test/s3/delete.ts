import { malformed, S3Error } from './error.ts';
import { mayDelete } from './lock.ts';
import type { S3Request } from './request.ts';
import { add, deleteMarker, newId, remove, type Bucket } from './state.ts';
import { authorize, bucketOf, document, may, type Handler, type World } from './world.ts';
import { all, parseXml, textOf, type Content } from './xml.ts';

/** DeleteObject: a mark on top, or a version for good. */
export const deleteObject: Handler = (request, world) => {
  const { marker, versionId } = deleteOne(request, world, request.query.get('versionId'));
  const headers = { 'x-amz-version-id': versionId, 'x-amz-delete-marker': marker ? 'true' : undefined };
  return { status: 204, headers };
};

/** DeleteObjects: each is judged for itself. */
export const deleteObjects: Handler = (request, world) => {
  const { body, headers, said } = request;
  if (headers['content-md5'] === undefined && Object.keys(said).length === 0) {
    throw new S3Error(
      400,
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const asked = parseXml(body);
  const objects = all(asked, 'Object');
  if (objects.length === 0 || objects.length > 1000) throw malformed('A request deletes 1 to 1000 objects.');
  const results = objects.map((object): { Deleted: Content } | { Error: Content } => {
    const [key = '', versionId] = [textOf(object, 'Key'), textOf(object, 'VersionId')];
    try {
      const one = { ...request, key };
      authorize(one, world, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
      const done = deleteOne(one, world, versionId);
      const mark = done.marker ? { DeleteMarker: true, DeleteMarkerVersionId: done.versionId } : {};
      return { Deleted: { Key: key, VersionId: versionId, ...mark } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return { Error: { Key: key, VersionId: versionId, Code: error.code, Message: error.message } };
    }
  });
  return document('DeleteResult', {
    Deleted: results.flatMap((one) => ('Deleted' in one ? [one.Deleted] : [])),
    Error: results.flatMap((one) => ('Error' in one ? [one.Error] : [])),
  });
};

interface Done {
  readonly marker: boolean;
  readonly versionId: string | undefined;
}

function deleteOne(request: S3Request, world: World, versionId: string | undefined): Done {
  const bucket = bucketOf(request, world);
  const { key } = request;
  const now = world.clock.now();
  if (versionId !== undefined) return deleteVersion(request, world, versionId);
  if (bucket.versioning === undefined) {
    bucket.objects.delete(key);
    return { marker: false, versionId: undefined };
  }
  const id = bucket.versioning === 'Enabled' ? newId() : 'null';
  add(bucket, deleteMarker(key, id, now));
  return { marker: true, versionId: id };
}

function deleteVersion(request: S3Request, world: World, id: string): Done {
  const bucket = bucketOf(request, world);
  const version = find(bucket, request.key, id);
  if (version === undefined) return { marker: false, versionId: id };
  const asks = request.headers['x-amz-bypass-governance-retention'] === 'true';
  mayDelete(version, world.clock.now(), asks && may(request, world, 's3:BypassGovernanceRetention'));
  remove(bucket, version);
  return { marker: version.deleteMarker, versionId: id };
}

/** What is not there is deleted already. */
const find = ({ objects }: Bucket, key: string, id: string) => objects.get(key)?.find((one) => one.id === id);
