import type { Repository } from '../repository.ts';

/** What RDS does by itself, and the commands that have it do so: no log leaves RDS, so that recovery to any moment is AWS's own. */
export const rdsPage = (
  instance: string,
  { region, kmsKey }: Repository,
): string => `# Recovery to any moment on RDS

RDS keeps its log itself: about every 5 minutes it goes to S3, in AWS's own bucket, and \`LatestRestorableTime\` says how far. That is the RPO that AWS gives, and \`fraiseql-backup-exporter\` reads it every
minute. The dumps in the bucket beside this page are the copy that AWS does not hold: they outlive a deleted instance, an account, and RDS.

\`\`\`sh
export AWS_REGION=${region} DB=${instance}
# 35 days are the most that RDS keeps; 30 is the plan. Deletion takes a step of its own then.
aws rds modify-db-instance --db-instance-identifier "$DB" --backup-retention-period 30 --deletion-protection --copy-tags-to-snapshot --apply-immediately
# What is encrypted stays so in every copy. It cannot be turned on for an instance that is there: then restore a snapshot that was copied with --kms-key-id ${kmsKey}.
aws rds describe-db-instances --db-instance-identifier "$DB" --query 'DBInstances[0].[BackupRetentionPeriod,DeletionProtection,StorageEncrypted,LatestRestorableTime]' --output text
\`\`\`

From 0 to another retention period RDS starts the instance anew: do that in a quiet hour.

## Restore

RDS restores into a **new** instance, whose name and endpoint are new too; the old one stays as it is.

\`\`\`sh
aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier "$DB" --target-db-instance-identifier "$DB-restored" \\
  --restore-time 2026-03-07T14:21:00Z --db-subnet-group-name <group> --vpc-security-group-ids <group> --db-parameter-group-name <group> --deletion-protection
aws rds wait db-instance-available --db-instance-identifier "$DB-restored"
aws rds describe-db-instances --db-instance-identifier "$DB-restored" --query 'DBInstances[0].Endpoint.Address' --output text
\`\`\`

Subnets, security groups and parameters are not taken over unless they are named. \`--use-latest-restorable-time\` in place of \`--restore-time\` takes the newest moment. Blocks are read from S3 when they are first
touched, so that the first queries are slow: \`select count(*)\` over the large tables warms them. If the instance itself was deleted, restore from what it left: \`--source-dbi-resource-id\` with retained automated backups, or the newest dump.

None of this was tried against RDS: what is proven here are the dumps.
`;
