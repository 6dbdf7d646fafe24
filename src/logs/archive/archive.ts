import { bucketArn } from '../../s3/bucket.ts';
import type { Settings } from '../../settings/schema.ts';

/** The archive as the settings have it. */
export type Archive = NonNullable<NonNullable<Settings['logs']>['archive']>;

/** The archive of an environment, where it has one. */
export const archiveOf = ({ logs }: Settings): Archive | undefined => logs?.archive;

/** Name of all its objects. */
export const objectsArn = (archive: Archive): string => `${bucketArn(archive)}/${archive.prefix}/*`;
