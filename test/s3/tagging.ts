import { invalidArgument, malformed, S3Error } from './error.ts';
import type { S3Request } from './request.ts';
import { versionOf } from './state.ts';
import { bucketOf, document, type Handler } from './world.ts';
import { all, one, parseXml, textOf } from './xml.ts';

/** Tags of a version, by key. */
export type Tags = Readonly<Record<string, string>>;

/** PutObjectTagging: all tags at once, in place of those before. A lock does not speak of tags. */
export const putTagging: Handler = (request, world) => {
  const { headers, said, query, key, body } = request;
  if (headers['content-md5'] === undefined && Object.keys(said).length === 0)
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5');
  const version = versionOf(bucketOf(request, world), key, query.get('versionId'));
  version.tags = tagsIn(body);
  return { headers: { 'x-amz-version-id': version.id === 'null' ? undefined : version.id } };
};

/** GetObjectTagging. */
export const getTagging: Handler = (request, world) => {
  const { tags = {} } = versionOf(bucketOf(request, world), request.key, request.query.get('versionId'));
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return document('Tagging', { TagSet: { Tag } });
};

/** DeleteObjectTagging. */
export const deleteTagging: Handler = (request, world) => {
  versionOf(bucketOf(request, world), request.key, request.query.get('versionId')).tags = {};
  return { status: 204 };
};

/** Tags that a request would give to an object: in its header, or in its body. */
export function requestedTags({ headers, query, method, body }: S3Request): Tags | undefined {
  const header = headers['x-amz-tagging'];
  if (header !== undefined) return checked([...new URLSearchParams(header)]);
  return method === 'PUT' && query.has('tagging') ? tagsIn(body) : undefined;
}

function tagsIn(body: Buffer): Tags {
  const set = one(parseXml(body), 'TagSet');
  if (set === undefined) throw malformed('Tagging needs a TagSet.');
  return checked(all(set, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']));
}

/** @throws S3Error where S3 would refuse them. */
function checked(tags: readonly (readonly [string, string])[]): Tags {
  if (tags.length > 10) throw new S3Error(400, 'BadRequest', 'Object tags cannot be greater than 10');
  if (new Set(tags.map(([key]) => key)).size < tags.length)
    throw invalidTag('Cannot provide multiple Tags with the same key');
  for (const [key, value] of tags) {
    if (key === '' || key.length > 128 || key.startsWith('aws:'))
      throw invalidTag('The TagKey you have provided is invalid');
    if (value.length > 256) throw invalidTag('The TagValue you have provided is invalid');
  }
  return Object.fromEntries(tags);
}

const invalidTag = (message: string) => Object.assign(invalidArgument(message), { code: 'InvalidTag' });
