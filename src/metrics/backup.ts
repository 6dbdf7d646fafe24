import type { Metric } from './metric.ts';

/** Every series says whose database it is about. */
const gauge = (name: string, help: string, ...labels: readonly string[]) =>
  ({ name: `fraiseql_backup_${name}`, type: 'gauge', help, labels: ['namespace', ...labels] }) as const;

/**
 * What `backup exporter` exports: what the bucket has, not what a Job believes to have done. `kind` is `dump`, `verified` for a dump that a
 * restore has proven, or `base` for a copy of the whole server.
 */
export const backupMetrics = {
  repositoryUp: gauge('repository_up', '1 when the last look could list, read and decrypt, else 0.'),
  lastRead: gauge('last_read_timestamp_seconds', 'Time of the last look that could list, read and decrypt.'),
  backups: gauge('backups', 'Backups whose manifest can be read.', 'kind'),
  oldest: gauge('oldest_timestamp_seconds', 'Moment that the oldest backup shows.', 'kind'),
  newest: gauge(
    'newest_timestamp_seconds',
    'Moment that the newest backup shows; 0 where there is none.',
    'kind',
  ),
  newestStored: gauge(
    'newest_stored_timestamp_seconds',
    'Time at which S3 had all of the newest backup; 0 where there is none.',
    'kind',
  ),
  bytes: gauge('newest_bytes', 'Size of the files of the newest backup, as they are stored.', 'kind'),
  damaged: gauge(
    'newest_damaged_files',
    'Files of the newest backup that are missing, have another size or another key, or a manifest that cannot be read.',
    'kind',
    'problem',
  ),
  databaseBytes: gauge('database_bytes', 'Size of the database when its newest dump was taken.'),
  lastCheck: gauge(
    'last_check_timestamp_seconds',
    'Time of the last restore check whose dump is kept as verified; 0 where there is none.',
  ),
  restoreSeconds: gauge('restore_seconds', 'How long each stage of the last restore check took.', 'stage'),
  restoredBytes: gauge('restored_database_bytes', 'Size of the database that the last check restored.'),
  recoveryPoint: gauge(
    'recovery_point_timestamp_seconds',
    'Newest moment that the database can be brought back to.',
  ),
} as const satisfies Readonly<Record<string, Metric>>;
