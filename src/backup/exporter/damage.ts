import type { DumpManifest } from '../manifest.ts';
import type { Objects } from '../objects.ts';
import type { Contents } from './shelf.ts';

/** What can be wrong with a file of a backup, or with its manifest. */
export const problems = ['missing', 'size', 'key', 'manifest'] as const;

export type Problem = (typeof problems)[number];

/** A file that is not as it should be. */
export interface Damage {
  readonly problem: Problem;
  /** In words, to be said after `Bucket:`. */
  readonly says: string;
}

/** What is wrong with the newest backup of a kind: its files are looked at, not read, so that this costs the same for any size. */
export async function damageOf(
  objects: Objects,
  { good, bad }: Contents<Pick<DumpManifest, 'files'>>,
  kmsKey: string,
): Promise<readonly Damage[]> {
  const unreadable: Damage[] = bad ? [{ problem: 'manifest', says: `${bad.key} ${bad.message}` }] : [];
  const newest = good.at(-1);
  if (newest === undefined) return unreadable;
  const folder = newest.key.slice(0, newest.key.lastIndexOf('/') + 1);
  const files = Object.entries(newest.document.files);
  const found = await Promise.all([
    damageIn(objects, { key: newest.key, kmsKey }),
    ...files.map(([name, { bytes }]) => damageIn(objects, { key: `${folder}${name}`, bytes, kmsKey })),
  ]);
  return [...unreadable, ...found.flat()];
}

interface Expected {
  readonly key: string;
  /** @default - any */
  readonly bytes?: number;
  readonly kmsKey: string;
}

async function damageIn({ head }: Objects, { key, bytes, kmsKey }: Expected): Promise<Damage[]> {
  const found = await head(key);
  if (found === undefined) return [{ problem: 'missing', says: `${key} is missing` }];
  const [size, by] = [String(found.bytes), found.kmsKey ?? 'no key of KMS'];
  return [
    ...(bytes === undefined || bytes === found.bytes
      ? []
      : [{ problem: 'size', says: `${key} has ${size} bytes instead of ${String(bytes)}` } as const]),
    ...(found.kmsKey === kmsKey
      ? []
      : [{ problem: 'key', says: `${key} is encrypted by ${by} instead of ${kmsKey}` } as const]),
  ];
}
