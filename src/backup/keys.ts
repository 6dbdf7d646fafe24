/**
 * Names of objects in the repository, below its prefix:
 *
 * - `dumps/<id>/{database.sql.gz,roles.sql,manifest.json}`: the manifest is written last, and a dump without one is no backup
 * - `verified/<id>/…`: the same of a dump that a restore has proven
 * - `checks/<time>.json`: what a restore check found
 * - `base/<id>/{base.tar.gz,pg_wal.tar.gz,backup_manifest,manifest.json}`: copies of the whole server
 * - `wal/<system>/<timeline>/<segment>/<from>-<to>-<time>.gz`: what the server has written since
 *
 * Sorted by name they are sorted by time, which is how S3 lists them.
 */
export const folders = {
  dumps: 'dumps',
  verified: 'verified',
  checks: 'checks',
  base: 'base',
  wal: 'wal',
} as const;

export type Folder = keyof typeof folders;

/** Name of a backup: when it began, in UTC, and some letters of its pod, so that no two are the same. */
export const backupId = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-([a-z0-9]{1,10})$/;

/** When a backup of that name began, in milliseconds, or nothing where it is no such name. */
export function beginOf(id: string): number | undefined {
  const parts = backupId.exec(id);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Key of the manifest of a backup. */
export const manifestKey = (prefix: string, folder: 'dumps' | 'verified' | 'base', id: string): string =>
  `${prefix}/${folders[folder]}/${id}/manifest.json`;

/** Id of the backup whose manifest has this key, or nothing where it is the key of something else. */
export function idOfManifest(
  prefix: string,
  folder: 'dumps' | 'verified' | 'base',
  key: string,
): string | undefined {
  const start = `${prefix}/${folders[folder]}/`;
  const end = '/manifest.json';
  if (!key.startsWith(start) || !key.endsWith(end)) return undefined;
  const id = key.slice(start.length, -end.length);
  return beginOf(id) === undefined ? undefined : id;
}
