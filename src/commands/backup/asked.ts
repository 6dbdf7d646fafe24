import type { BackupConfig } from '../../backup/config.ts';
import { readBackupConfig } from '../../backup/read-config.ts';
import { SettingsError } from '../../settings/problems.ts';

/** The option that says where the backups are. */
export const options = {
  config: { value: 'FILE', says: 'Where the bucket and the database are: docs/backup.md.' },
} as const;

/** The configuration, or problems. */
export function configFrom(file: string | undefined, problems: string[]): BackupConfig | undefined {
  try {
    if (file !== undefined) return readBackupConfig(file);
    problems.push('--config is missing: the file that says where the bucket and the database are.');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split('\n'));
  }
  return undefined;
}
