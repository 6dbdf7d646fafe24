import type { Clock } from './clock.ts';
import { denied, missing } from './error.ts';
import { decide, type Asked } from './policy.ts';
import type { S3Request } from './request.ts';
import type { Bucket, Encryption } from './state.ts';
import { requestedTags, type Tags } from './tagging.ts';
import { toXml, type Content } from './xml.ts';

/** All that the server knows. */
export interface World {
  readonly clock: Clock;
  readonly buckets: Map<string, Bucket>;
  /** Keys that objects may be encrypted with: every object must be, by one of them. @default - none, and objects need not be */
  readonly kmsKeys?: Set<string>;
  /** Whether requests count as sent over TLS. */
  secure: boolean;
}

/** An answer. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

/** Does one thing that clients ask for. */
export type Handler = (request: S3Request, world: World) => Reply;

/** An answer as a document. */
export const document = (name: string, content: Content, headers: Reply['headers'] = {}): Reply => ({
  headers: { 'content-type': 'application/xml', ...headers },
  body: toXml(name, content),
});

/** The bucket that a request is about. @throws S3Error where there is none. */
export function bucketOf({ bucket }: S3Request, { buckets }: World): Bucket {
  const found = buckets.get(bucket);
  if (found === undefined) throw missing('NoSuchBucket', 'The specified bucket does not exist');
  return found;
}

/** @throws S3Error where the caller may not do that. */
export function authorize(request: S3Request, world: World, action: string): void {
  if (!may(request, world, action)) {
    throw denied(`${request.caller.accessKeyId} is not authorized to perform: ${action}`);
  }
}

/** Whether the caller may do that: the bucket's policy and the caller's are asked together. */
export function may(request: S3Request, world: World, action: string): boolean {
  const { bucket, key, caller } = request;
  const policy = world.buckets.get(bucket)?.policy;
  const resource = `arn:aws:s3:::${bucket}${onBucket.test(action) || key === '' ? '' : `/${key}`}`;
  return allowed(caller, policy === undefined ? [] : [policy], {
    action,
    resource,
    context: contextOf(request, world),
  });
}

const onBucket = /^s3:(List(Bucket|AllMyBuckets)|(Get|Put|Delete|Create)(Bucket|Lifecycle|Encryption))/;

function allowed(
  { policies }: S3Request['caller'],
  others: NonNullable<S3Request['caller']['policies']>,
  asked: Asked,
): boolean {
  const decision = decide([...(policies ?? []), ...others], asked);
  return policies === undefined ? decision !== 'denied' : decision === 'allowed';
}

/** Whether the caller may use a key. */
export const mayUse = ({ caller }: S3Request, key: string, action: string): boolean =>
  allowed(caller, [], { action, resource: key, context: {} });

const contextOf = (request: S3Request, world: World): Asked['context'] => ({
  ...tagContext(request, world),
  ...plainContext(request, world),
});

const plainContext = ({ headers, query, caller }: S3Request, { secure }: World): Asked['context'] => ({
  'aws:PrincipalArn': caller.arn,
  'aws:SecureTransport': String(secure),
  's3:x-amz-server-side-encryption': headers['x-amz-server-side-encryption'],
  's3:x-amz-server-side-encryption-aws-kms-key-id': headers['x-amz-server-side-encryption-aws-kms-key-id'],
  's3:x-amz-storage-class': headers['x-amz-storage-class'],
  's3:prefix': query.get('prefix'),
});

/** Tags that the request brings, and those that are there. */
function tagContext(request: S3Request, { buckets }: World): Asked['context'] {
  const brought = requestedTags(request);
  const there = buckets.get(request.bucket)?.objects.get(request.key)?.[0]?.tags ?? {};
  const named = (kind: string, tags: Tags) =>
    Object.entries(tags).map(([key, value]) => [`s3:${kind}ObjectTag/${key}`, value] as const);
  return {
    ...Object.fromEntries([...named('Request', brought ?? {}), ...named('Existing', there)]),
    's3:RequestObjectTagKeys': brought && Object.keys(brought),
  };
}

/** Headers that tell how something is encrypted. */
export const encryptionHeaders = (
  encryption: Encryption | undefined,
): Readonly<Record<string, string | undefined>> => ({
  'x-amz-server-side-encryption': encryption?.algorithm,
  'x-amz-server-side-encryption-aws-kms-key-id': encryption?.key,
});
