import { z } from 'zod';
import { gibibytes, image } from '../platform-scalars.ts';
import { kubernetesName, schedule, url } from '../scalars.ts';

const role = z
  .string()
  .max(300)
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[A-Za-z0-9+=,.@_/-]+$/,
    'the ARN of a role, such as arn:aws:iam::123456789012:role/fraiseql-backup',
  )
  .optional();

/** Where backups are kept. */
export const repository = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket such as fraiseql-backup')
      .meta({ description: 'Bucket of the backups, and of nothing else: all of it is locked and expires.' }),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-central-1')
      .meta({ description: 'Region of the bucket.' }),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'a path such as production')
      .default('fraiseql')
      .meta({
        description: 'Folder in it. Another environment has another bucket: one bucket has one policy.',
      }),
    kmsKey: z
      .string()
      .max(300)
      .regex(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
        'the ARN of a key, such as arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab: S3 tells no alias back',
      )
      .meta({ description: 'Key of KMS that everything in the bucket is encrypted by.' }),
    endpoint: url.optional().meta({
      description: 'Address of S3, where it is another than that of the region: a VPC endpoint.',
    }),
  })
  .meta({ description: 'Where backups are kept: a bucket of S3.' });

/** Backups of the database, and the proof that they restore. */
export const backup = z
  .strictObject({
    image: image.meta({
      description: 'Image of this project, made from its `Dockerfile`: with an exact tag or digest.',
    }),
    repository,
    postgresMajor: z.int().min(14).max(18).meta({
      description:
        'Major version of the server: `pg_dump` must not be older, and a restored server must be the same.',
    }),
    secret: kubernetesName.default('fraiseql-backup-database').meta({
      description:
        'Secret, in the namespace of the service, with the keys `username` and `password` of a role that reads all data. [Which](backup.md#the-role).',
    }),
    replicationSecret: kubernetesName.default('fraiseql-backup-replication').meta({
      description:
        'The same for a role with `REPLICATION`. Read where `database.pointInTime` is `receiver`. [Which](backup.md#the-role).',
    }),
    ca: z.boolean().default(false).meta({
      description:
        'Whether both Secrets have the key `ca.crt` too: the authorities to trust. `database.connection.tls: verify-full` needs it.',
    }),
    schedule: schedule.default('0 0,6,12,18 * * *').meta({
      description: 'When a dump is taken, in UTC. BackupStale counts on one every six hours.',
    }),
    restoreCheckSchedule: schedule.default('30 3 * * 1').meta({
      description:
        'When the newest dump is restored as a check, in UTC: weekly, and not at the hour of a dump.',
    }),
    baseBackupSchedule: schedule.default('15 2 * * *').meta({
      description:
        'When the whole server is copied, in UTC. Read where `database.pointInTime` is `receiver`.',
    }),
    scratchGiB: gibibytes.default(20).meta({
      description: 'Disk that a dump may take on its node, and the restored database of a check.',
    }),
    walGiB: gibibytes.default(20).meta({
      description:
        "Volume of the receiver of the server's log: what it holds while the bucket does not answer. Read where `database.pointInTime` is `receiver`.",
    }),
    leastShareOfPrevious: z.number().min(0).max(1).default(0.5).meta({
      description: 'A dump that is smaller than this share of the one before is refused: something is gone.',
    }),
    smokeQuery: z.string().max(500).default('select true').meta({
      description:
        'SQL whose first value must be true in a restored database, such as that a customer is there.',
    }),
    writerRoleArn: role.meta({
      description: 'IAM role of what writes backups (IRSA). Its policy is `writer-policy.json`.',
    }),
    readerRoleArn: role.meta({
      description: 'IAM role of the exporter, and of a recovery (IRSA). Its policy is `reader-policy.json`.',
    }),
    checkerRoleArn: role.meta({
      description:
        'IAM role of the restore check (IRSA): it reads dumps, and writes verified copies. Its policy is `checker-policy.json`.',
    }),
  })
  .optional()
  .meta({
    description:
      'Backups of the database to S3. Left out: somebody else makes CronJobs of the names that the alerts watch. [How](backup.md).',
  });
