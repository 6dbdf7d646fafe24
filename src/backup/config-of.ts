import type { Settings } from '../settings/schema.ts';
import type { BackupConfig } from './config.ts';
import type { Backup } from './repository.ts';

/** What programs in the cluster are told of the backups. No secret is in it. */
export function backupConfig(
  settings: Settings,
  { repository, postgresMajor, image, readerRoleArn }: Backup,
): BackupConfig {
  const { environment, service, database, images } = settings;
  const { host, port, database: name, tls } = database.connection;
  return {
    environment,
    namespace: service.namespace,
    pointInTime: database.pointInTime,
    postgresMajor,
    database: {
      ...{ host, port, database: name, tls },
      ...(database.kind === 'rds' ? { instance: database.instance } : {}),
    },
    repository,
    recovery: {
      image,
      postgresImage: images[`postgres${majors.find((major) => major === postgresMajor) ?? 18}`],
      awsCliImage: images.awsCli,
      ...(readerRoleArn === undefined ? {} : { roleArn: readerRoleArn }),
    },
  };
}

const majors = [14, 15, 16, 17, 18] as const;
