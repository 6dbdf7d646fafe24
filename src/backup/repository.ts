import type { Settings } from '../settings/schema.ts';

/** The backups as the settings have them. */
export type Backup = NonNullable<Settings['backup']>;

/** Where backups are kept. */
export type Repository = Backup['repository'];
