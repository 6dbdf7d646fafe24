import { randomBytes } from 'node:crypto';
import type { Said } from './checksums.ts';
import { missing } from './error.ts';
import type { Lock, Retention } from './lock.ts';
import type { Rule } from './lifecycle/rules.ts';
import type { PolicyDocument } from './policy.ts';

/** How an object is encrypted. */
export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms';
  readonly key?: string | undefined;
}

/** One version of an object, or the mark that it is deleted. */
export interface Version {
  readonly key: string;
  /** `null` where the bucket keeps no versions. */
  readonly id: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly created: number;
  readonly deleteMarker: boolean;
  /** Headers that a GET gives back. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksums: Said;
  readonly encryption?: Encryption | undefined;
  /** Where it lies, and since when: classes have a least time. */
  storageClass: string;
  classSince: number;
  /** When it was overwritten or deleted. @default - it is the current one */
  noncurrentSince?: number | undefined;
  retention?: Retention | undefined;
  legalHold?: boolean;
  /** @default - none */
  tags?: Readonly<Record<string, string>>;
  /** A copy that can be read, of what lies in an archive. */
  restored?: { readonly from: number; readonly until: number } | undefined;
}

/** An upload in parts that is under way. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiated: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly parts: Map<number, Part>;
}

export interface Part {
  readonly body: Buffer;
  readonly etag: string;
  readonly checksums: Said;
}

export interface Bucket {
  readonly name: string;
  /** Versions by key, the newest first. */
  readonly objects: Map<string, Version[]>;
  readonly uploads: Map<string, Upload>;
  versioning?: 'Enabled' | 'Suspended';
  lock?: Lock;
  encryption?: Encryption & { readonly bucketKey: boolean };
  rules: readonly Rule[];
  /** Whether every class keeps to the least size of 128 KB, or each to its own. */
  leastSize: 'all_storage_classes_128K' | 'varies_by_storage_class';
  policy?: PolicyDocument;
  /** Documents that are kept as they came. */
  readonly documents: Map<string, string>;
}

export const newBucket = (name: string): Bucket => ({
  name,
  objects: new Map(),
  uploads: new Map(),
  rules: [],
  leastSize: 'all_storage_classes_128K',
  documents: new Map(),
});

/** An id that nobody guesses. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** The current version of an object, unless it is deleted. @throws S3Error where there is none. */
export function current(bucket: Bucket, key: string): Version {
  const [newest] = bucket.objects.get(key) ?? [];
  if (newest === undefined) throw missing('NoSuchKey', 'The specified key does not exist.');
  if (newest.deleteMarker) {
    const error = missing('NoSuchKey', 'The specified key does not exist.');
    throw Object.assign(error, { headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': newest.id } });
  }
  return newest;
}

/** A version by its id; the current one where none is said. @throws S3Error where there is none. */
export function versionOf(bucket: Bucket, key: string, id: string | undefined): Version {
  if (id === undefined) return current(bucket, key);
  const found = bucket.objects.get(key)?.find((version) => version.id === id);
  if (found === undefined) throw missing('NoSuchVersion', 'The specified version does not exist.');
  return found;
}

/** Puts a version on top, or in place of the only one where the bucket keeps none. */
export function add(bucket: Bucket, version: Version): void {
  const old = bucket.objects.get(version.key) ?? [];
  const kept = old.filter(({ id }) => id !== version.id);
  if (kept[0]) kept[0].noncurrentSince ??= version.created;
  bucket.objects.set(version.key, [version, ...kept]);
}

/** Takes a version away for good. What was below it is current again. */
export function remove(bucket: Bucket, version: Version): void {
  const kept = (bucket.objects.get(version.key) ?? []).filter((one) => one !== version);
  if (kept[0]) kept[0].noncurrentSince = undefined;
  if (kept.length > 0) bucket.objects.set(version.key, kept);
  else bucket.objects.delete(version.key);
}

/** The mark that an object is deleted. */
export const deleteMarker = (key: string, id: string, created: number): Version => ({
  key,
  id,
  body: Buffer.alloc(0),
  etag: '',
  created,
  deleteMarker: true,
  headers: {},
  checksums: {},
  storageClass: 'STANDARD',
  classSince: created,
});
