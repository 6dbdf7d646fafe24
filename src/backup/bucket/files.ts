import { filesOf } from '../../s3/files.ts';
import type { Settings } from '../../settings/schema.ts';
import { cnpgFiles } from './cnpg.ts';
import { documents } from './documents.ts';
import { bucketPage } from './page.ts';
import { placeOf } from './place.ts';
import { rdsPage } from './rds-page.ts';

/** Files that make the bucket of an environment's backups, by path below `dist/`: none where it has no backups. */
export function backupFiles(settings: Settings): [path: string, text: string][] {
  const { backup, database } = settings;
  if (backup === undefined) return [];
  const folder = `${settings.environment}/backup`;
  const place = placeOf(settings, backup);
  return [
    ...filesOf(folder, bucketPage(place, settings.service.namespace), documents(place)),
    ...(place.pointInTime === 'cnpg' ? cnpgFiles(folder, settings, place.repository) : []),
    ...(database.kind === 'rds' && place.pointInTime === 'rds'
      ? [[`${folder}/rds.md`, rdsPage(database.instance, place.repository)] as [string, string]]
      : []),
  ];
}
