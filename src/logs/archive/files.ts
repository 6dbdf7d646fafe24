import type { Settings } from '../../settings/schema.ts';
import { archiveOf } from './archive.ts';
import { documents } from './documents.ts';
import { archivePage } from './page.ts';

/** Files that make the bucket of an environment's archive, by path below `dist/`: none where it has no archive. */
export function archiveFiles(settings: Settings): [path: string, text: string][] {
  const archive = archiveOf(settings);
  if (archive === undefined || settings.logs === undefined) return [];
  const folder = `${settings.environment}/log-archive`;
  const made = Object.entries(documents(archive)) as [string, object][];
  return [
    [`${folder}/README.md`, archivePage(archive, settings.logs.namespace)],
    ...made.map(([name, document]): [string, string] => [
      `${folder}/${name}.json`,
      `${JSON.stringify(document, null, 2)}\n`,
    ]),
  ];
}
