import { filesOf } from '../../s3/files.ts';
import type { Settings } from '../../settings/schema.ts';
import { archiveOf } from './archive.ts';
import { documents } from './documents.ts';
import { archivePage } from './page.ts';

/** Files that make the bucket of an environment's archive, by path below `dist/`: none where it has no archive. */
export function archiveFiles(settings: Settings): [path: string, text: string][] {
  const archive = archiveOf(settings);
  if (archive === undefined || settings.logs === undefined) return [];
  const page = archivePage(archive, settings.logs.namespace);
  return filesOf(`${settings.environment}/log-archive`, page, documents(archive));
}
