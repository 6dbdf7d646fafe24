import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { S3 } from '../s3/server.ts';
import type { Version } from '../s3/state.ts';
import { Bucket, encrypted, prefix, type Made } from './bucket.ts';
import type { Dump } from './check-dump.ts';

/** Puts an object there. @param path below the prefix */
export const putBody = (client: S3Client, path: string, Body: string | Buffer = 'not ours') =>
  client.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${path}`, Body, ...encrypted }));

/** Puts a dump there as `upload.sh` does, but for some of its files. */
export async function putDump(
  client: S3Client,
  dump: Dump,
  { folder = 'dumps', but = '' } = {},
): Promise<void> {
  const all = { ...dump.files, 'manifest.json': Buffer.from(JSON.stringify(dump.manifest)) };
  for (const [name, body] of Object.entries(all)) {
    if (name !== but) await putBody(client, `${folder}/${dump.manifest.id}/${name}`, body);
  }
}

/** Objects below a path, by their keys without the prefix. */
export const objectsOf = (s3: S3, path: string): ReadonlyMap<string, Version> =>
  new Map(
    s3
      .objects(Bucket)
      .filter(({ key }) => key.startsWith(`${prefix}/${path}`))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map((object) => [object.key.slice(prefix.length + 1), object]),
  );

/** Variables by which a container finds the bucket: as the role of the restore check, unless it is another. */
export const envOf = ({ s3 }: Pick<Made, 's3'>, role = 'checker') => ({
  BACKUP_ENDPOINT: s3.url,
  AWS_ACCESS_KEY_ID: role.toUpperCase(),
  AWS_SECRET_ACCESS_KEY: `secret of ${role}`,
  AWS_MAX_ATTEMPTS: '2',
});

/** Has an object there many times, in a folder that sorts before all others: more than a page of a list holds. */
export function multiply(s3: S3, path: string, times: number): void {
  const [one] = objectsOf(s3, path).values();
  const objects = s3.world.buckets.get(Bucket)?.objects;
  if (one === undefined || objects === undefined) throw new Error(`There is no ${path}.`);
  for (let index = 0; index < times; index++) {
    const key = `${prefix}/dumps/0000/${String(index)}`;
    objects.set(key, [{ ...one, key }]);
  }
}
