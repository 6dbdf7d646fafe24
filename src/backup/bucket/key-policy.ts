import { allow, deny, policy } from '../../s3/policy.ts';
import type { Place } from './place.ts';

/**
 * Statements for the policy of the key, beside those that say who looks after it: nobody loses it in one step, and the roles use it through S3 alone.
 * Whoever may write the policy can take the denial out again, which CloudTrail records.
 */
export const keyPolicy = ({ repository, roles }: Place): object => {
  const all = [...new Set([roles.writer, roles.checker, roles.reader].filter((role) => role !== undefined))];
  return policy(
    deny('NobodyLosesTheKey', {
      Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
      Resource: '*',
    }),
    ...(all.length === 0
      ? []
      : [
          allow('BackupsThroughS3', {
            Principal: { AWS: all },
            Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
            Resource: '*',
            Condition: { StringEquals: { 'kms:ViaService': service(repository.region) } },
          }),
        ]),
  );
};

/** S3 of a region, as KMS sees it. */
const service = (region: string): string =>
  `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
