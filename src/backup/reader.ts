import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { z } from 'zod';
import type { BackupConfig } from './config.ts';
import { readDocuments, type Found } from './documents.ts';
import { folders, idOfManifest } from './keys.ts';
import {
  baseManifestSchema,
  checkSchema,
  dumpManifestSchema,
  type BaseManifest,
  type Check,
  type DumpManifest,
} from './manifest.ts';
import { openObjects, type Listed, type Objects } from './objects.ts';

/** Where the backups are, to be read. What has no manifest, or a name of another kind, is not there. */
export interface RepositoryReader extends Pick<Objects, 'get' | 'head' | 'close'> {
  /** All backups of a folder, the oldest first. */
  readonly manifests: <F extends BackupFolder>(folder: F) => Promise<Found<ManifestOf[F]>>;
  /** The newest backup of a folder whose manifest can be read, or nothing. */
  readonly newest: <F extends BackupFolder>(folder: F) => Promise<ManifestOf[F] | undefined>;
  /** All copies of the whole server, the oldest first. */
  readonly baseBackups: () => Promise<Found<BaseManifest>>;
  /** What restore checks found, the oldest first. */
  readonly checks: () => Promise<Found<Check>>;
  /**
   * Objects of the log of a server, sorted by name.
   *
   * @param from what to begin with, as `<timeline>/<segment>`. @default - the beginning
   */
  readonly walChunks: (system: string, options?: { readonly from?: string }) => Promise<Listed[]>;
}

/** The kind of manifest in each folder. */
export interface ManifestOf {
  readonly dumps: DumpManifest;
  readonly verified: DumpManifest;
  readonly base: BaseManifest;
}

export type BackupFolder = keyof ManifestOf;

const schemas: { readonly [F in BackupFolder]: z.ZodType<ManifestOf[F]> } = {
  dumps: dumpManifestSchema,
  verified: dumpManifestSchema,
  base: baseManifestSchema,
};

/**
 * Opens a repository. Nothing is asked yet. Whatever S3 refuses is told of as a Failure that names the bucket, and nothing secret.
 *
 * @param more settings of the client, for tests. @default - credentials as AWS finds them, four tries, half a minute for an answer
 */
export function openRepository(
  repository: BackupConfig['repository'],
  more: S3ClientConfig = {},
): RepositoryReader {
  const objects = openObjects(repository, more);
  const manifests: RepositoryReader['manifests'] = async (folder) =>
    readDocuments(objects, await manifestKeys(objects, folder), schemas[folder]);
  return {
    manifests,
    newest: (folder) => newest(objects, folder),
    baseBackups: () => manifests('base'),
    checks: async () => readDocuments(objects, await checkKeys(objects), checkSchema),
    walChunks: (system, { from } = {}) => walChunks(objects, system, from),
    get: objects.get,
    head: objects.head,
    close: objects.close,
  };
}

async function newest<F extends BackupFolder>(
  objects: Objects,
  folder: F,
): Promise<ManifestOf[F] | undefined> {
  for (const key of (await manifestKeys(objects, folder)).reverse()) {
    const { good } = await readDocuments<ManifestOf[F]>(objects, [key], schemas[folder]);
    if (good[0] !== undefined) return good[0];
  }
  return undefined;
}

/** Keys of manifests, and of nothing else that somebody may have put there. */
async function manifestKeys({ list, prefix }: Objects, folder: BackupFolder): Promise<string[]> {
  const found = await list(`${folders[folder]}/`);
  return found.map(({ key }) => key).filter((key) => idOfManifest(prefix, folder, key) !== undefined);
}

export const checkName = /\/\d{8}T\d{6}(\.\d{3})?Z[^/]*\.json$/;

async function checkKeys({ list }: Objects): Promise<string[]> {
  const found = await list(`${folders.checks}/`);
  return found.map(({ key }) => key).filter((key) => checkName.test(key));
}

async function walChunks({ list }: Objects, system: string, from: string | undefined): Promise<Listed[]> {
  // A name sorts after every name that it begins with, so that the segment itself is among what comes after.
  const found = await list(`${folders.wal}/${system}/`, from);
  return found.filter(({ key }) => key.endsWith('.gz'));
}
