import { bucketArn, partition } from '../../s3/bucket.ts';
import type { Settings } from '../../settings/schema.ts';
import { folders, type Folder } from '../keys.ts';
import type { Backup, Repository } from '../repository.ts';

/** The bucket, with whom it is for. */
export interface Place {
  readonly repository: Repository;
  readonly roles: Roles;
  readonly pointInTime: Settings['database']['pointInTime'];
  /** ARN of the instance, where the database is on RDS. */
  readonly instance?: string;
}

/** ARNs of the roles, where the settings have them. */
export interface Roles {
  readonly writer?: string | undefined;
  readonly checker?: string | undefined;
  readonly reader?: string | undefined;
}

/** The bucket of an environment's backups. */
export function placeOf({ database }: Settings, backup: Backup): Place {
  const { repository, writerRoleArn, checkerRoleArn, readerRoleArn } = backup;
  return {
    repository,
    roles: { writer: writerRoleArn, checker: checkerRoleArn, reader: readerRoleArn },
    pointInTime: database.pointInTime,
    ...(database.kind === 'rds' ? { instance: instanceArn(repository, database.instance) } : {}),
  };
}

/** The account is that of the key. */
function instanceArn({ region, kmsKey }: Repository, instance: string): string {
  const [, , , , account = ''] = kmsKey.split(':');
  return `arn:${partition(region)}:rds:${region}:${account}:db:${instance}`;
}

/** Names of all objects in some folders. */
export const objectsIn = ({ repository }: Place, ...some: readonly (Folder | 'cnpg')[]): string[] =>
  some.map(
    (folder) =>
      `${bucketArn(repository)}/${repository.prefix}/${folder === 'cnpg' ? folder : folders[folder]}/*`,
  );

/** Names of all objects below the prefix. */
export const allObjects = ({ repository }: Place): string =>
  `${bucketArn(repository)}/${repository.prefix}/*`;
