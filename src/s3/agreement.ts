import type { Bucket } from './bucket.ts';

/**
 * What S3 and KMS would take, each for itself, and what fails together: S3 encrypts by keys of its own region.
 *
 * @param setting where the key stands in the settings
 */
export function keyIsNear({ kmsKey, region }: Bucket, setting: string): string[] {
  const [, , , of = ''] = kmsKey.split(':');
  if (of === region) return [];
  return [
    `the key of \`${setting}\` is in ${of}, the bucket in ${region}: S3 takes keys of its own region only.`,
  ];
}

/**
 * The documents are about a whole bucket: whatever else lies there would be locked and expire with it.
 *
 * @param setting where the bucket stands in the settings
 * @param why what would happen to the others
 */
export function bucketIsItsOwn(settings: object, setting: string, why: string): string[] {
  const all = bucketsIn(settings);
  const name = all.find(({ path }) => path === setting)?.name;
  return all
    .filter((other) => other.path !== setting && other.name === name)
    .map(({ path }) => `'${String(name)}' is the bucket of \`${path}\` too: ${why}. Give it one of its own.`);
}

interface Found {
  readonly path: string;
  readonly name: string;
}

/** Every setting whose name is `bucket`, wherever it stands. */
function bucketsIn(value: unknown, path: readonly string[] = []): Found[] {
  if (typeof value === 'string')
    return path.at(-1) === 'bucket' ? [{ path: path.join('.'), name: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => bucketsIn(inner, [...path, key]));
}

/** Days, as a sentence has them. */
export const days = (count: number): string => `${String(count)} ${count === 1 ? 'day' : 'days'}`;
