import type { Settings } from '../../settings/schema.ts';

/** The archive as the settings have it. */
export type Archive = NonNullable<NonNullable<Settings['logs']>['archive']>;

/** The archive of an environment, where it has one. */
export const archiveOf = ({ logs }: Settings): Archive | undefined => logs?.archive;

/** Name of its bucket, as policies have it. */
export const bucketArn = ({ bucket, region }: Archive): string => `arn:${partition(region)}:s3:::${bucket}`;

/** Name of all its objects. */
export const objectsArn = (archive: Archive): string => `${bucketArn(archive)}/${archive.prefix}/*`;

/** AWS has clouds of its own for China and the government of the United States. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
