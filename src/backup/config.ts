import { z } from 'zod';
import { databaseName, kubernetesName } from '../settings/scalars.ts';
import { repository } from '../settings/schema/backup.ts';
import { host } from '../settings/platform-scalars.ts';

/** What stands in the file that `backup ship`, `backup exporter` and `restore` read. */
export const backupConfigSchema = z.strictObject({
  environment: kubernetesName.meta({ description: 'The environment whose backups these are.' }),
  namespace: kubernetesName.meta({ description: 'Namespace of the service: series carry it as a label.' }),
  pointInTime: z.enum(['receiver', 'cnpg', 'rds', 'none']).meta({
    description: 'What makes recovery to any moment possible.',
  }),
  postgresMajor: z.int().min(14).max(18).meta({ description: 'Major version of the server.' }),
  database: z
    .strictObject({
      // A socket's folder serves for tests and for a server on the same machine.
      host: z.union([host, z.string().regex(/^\/[^\0]*$/, 'an absolute path')]).meta({
        description: 'Host of the server, or the folder of its socket.',
      }),
      port: z.int().min(1).max(65_535).default(5432).meta({ description: 'Port of the server.' }),
      database: databaseName.meta({ description: 'Database that is backed up.' }),
      tls: z.enum(['disable', 'require', 'verify-full']).default('require').meta({
        description: "PostgreSQL's `sslmode`.",
      }),
      instance: kubernetesName.optional().meta({ description: 'The DB instance, where it is on RDS.' }),
    })
    .meta({ description: 'The database.' }),
  repository: repository.extend({
    endpoint: z
      .string()
      .regex(/^https?:\/\/[a-z0-9.:-]+$/, 'an address such as https://s3.eu-central-1.amazonaws.com')
      .optional()
      .meta({ description: 'Address of S3, where it is another than that of the region.' }),
  }),
  recovery: z
    .strictObject({
      image: z.string().meta({ description: 'Image of this project.' }),
      postgresImage: z.string().meta({ description: "Image of PostgreSQL, of the server's major version." }),
      awsCliImage: z.string().meta({ description: 'Image of the AWS CLI.' }),
      roleArn: z.string().optional().meta({ description: 'IAM role that reads the bucket.' }),
    })
    .optional()
    .meta({ description: 'What a recovery in the cluster is run with: `restore --kubernetes`.' }),
});

/** The configuration, read and checked. */
export type BackupConfig = z.infer<typeof backupConfigSchema>;
