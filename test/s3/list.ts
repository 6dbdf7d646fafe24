import { invalidArgument } from './error.ts';
import type { S3Request } from './request.ts';
import type { Bucket, Version } from './state.ts';
import { bucketOf, document, type Handler } from './world.ts';
import type { Content } from './xml.ts';

/** ListObjectsV2. The older list is refused: nobody here uses it. */
export const listObjects: Handler = (request, world) => {
  const { query } = request;
  if (query.get('list-type') !== '2')
    throw invalidArgument('Only the second version of the list is known here.');
  const bucket = bucketOf(request, world);
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get('start-after') ?? '') : fromToken(token);
  const page = pageOf(currentKeys(bucket), query, after);
  return document('ListBucketResult', {
    ...head(request, page),
    KeyCount: page.entries.length,
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : toToken(page.next),
    Contents: page.keys.flatMap((key) => (bucket.objects.get(key) ?? []).slice(0, 1).map(entry)),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
  });
};

/** ListObjectVersions. */
export const listVersions: Handler = (request, world) => {
  const bucket = bucketOf(request, world);
  const page = pageOf(
    [...bucket.objects.keys()].sort(byBytes),
    request.query,
    request.query.get('key-marker') ?? '',
  );
  const versions = page.keys.flatMap((key) => bucket.objects.get(key) ?? []);
  const tell = (version: Version): Content => ({
    ...(version.deleteMarker ? { Key: version.key, LastModified: moment(version) } : entry(version)),
    VersionId: version.id,
    IsLatest: version.noncurrentSince === undefined,
  });
  return document('ListVersionsResult', {
    ...head(request, page),
    NextKeyMarker: page.next,
    Version: versions.filter(({ deleteMarker }) => !deleteMarker).map(tell),
    DeleteMarker: versions.filter(({ deleteMarker }) => deleteMarker).map(tell),
  });
};

interface Page {
  readonly entries: readonly string[];
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** Where the next page begins after. */
  readonly next: string | undefined;
}

/** A page of keys: those with the delimiter in their rest stand for one another. */
function pageOf(keys: readonly string[], query: S3Request['query'], after: string): Page {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Number(query.get('max-keys') ?? 1000);
  if (!Number.isInteger(most) || most < 0)
    throw invalidArgument('Argument max-keys must be an integer of 0 or more.');
  const group = (key: string): string => {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? key : key.slice(0, at + delimiter.length);
  };
  const wanted = keys.filter((key) => key.startsWith(prefix) && byBytes(group(key), after) > 0);
  const groups = [...new Set(wanted.map(group))];
  const entries = groups.slice(0, Math.min(most, 1000));
  const isKey = new Set(wanted.filter((key) => group(key) === key));
  return {
    entries,
    keys: entries.filter((one) => isKey.has(one)),
    prefixes: entries.filter((one) => !isKey.has(one)),
    next: entries.length < groups.length ? entries.at(-1) : undefined,
  };
}

const currentKeys = ({ objects }: Bucket): string[] =>
  [...objects].flatMap(([key, [newest]]) => (newest?.deleteMarker === false ? [key] : [])).sort(byBytes);

/** S3 sorts by bytes of UTF-8. */
const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const head = ({ bucket, query }: S3Request, { next }: Page) => ({
  Name: bucket,
  Prefix: query.get('prefix') ?? '',
  MaxKeys: query.get('max-keys') ?? 1000,
  Delimiter: query.get('delimiter'),
  IsTruncated: next !== undefined,
});

const entry = (version: Version) => ({
  Key: version.key,
  LastModified: moment(version),
  ETag: `"${version.etag}"`,
  Size: version.body.length,
  StorageClass: version.storageClass,
});

const moment = ({ created }: Version): string => new Date(created).toISOString();
const toToken = (key: string): string => Buffer.from(key).toString('base64url');
const fromToken = (token: string): string => Buffer.from(token, 'base64url').toString();
