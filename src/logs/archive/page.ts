import { jobs } from '../../model/jobs.ts';
import { bucketArn } from '../../s3/bucket.ts';
import { commands } from '../../s3/commands.ts';
import type { Archive } from './archive.ts';
import { ages, keeping, stages } from './keeping.ts';

/** The page beside the documents: what they are, and the commands that apply them. */
export const archivePage = (archive: Archive, namespace: string): string => `# The bucket of the log archive

Made by \`npm run synth\` from \`logs.archive\` in the settings and \`src/logs/archive/\`. Whoever administers the AWS account applies it, once, and again when a file here has changed:
nothing in the cluster has the right to.

| file | what it says |
| --- | --- |
| object-lock.json | every new object is locked for ${String(keeping.days)} days, ${keeping.mode} |
| lifecycle.json | ${stages.map(({ to, after }) => `${to} after ${String(after)} days`).join(', ')}; gone after ${String(ages.expires)} |
| encryption.json | encrypted by one key of KMS, without the writer asking |
| bucket-policy.json | nobody deletes, nobody comes without TLS, nobody uses another key |
| writer-policy.json, reader-policy.json | what the role of the collector may, and that of people who look something up |
| versioning.json, public-access-block.json, ownership-controls.json | what the above needs |

## Apply

In this folder, with AWS CLI 2. The bucket must be new: no other may be in it, since all of it is locked and moved.

\`\`\`sh
${commands(archive).join('\n')}
\`\`\`

The role of the collector needs \`writer-policy.json\`, and a trust policy for \`system:serviceaccount:${namespace}:${jobs.logArchive}\` of the cluster's OIDC provider. The role of
readers needs \`reader-policy.json\`. The key's own policy must let both use it; deny \`kms:ScheduleKeyDeletion\` and \`kms:DisableKey\` there to whoever does not look after it:
without the key ${bucketArn(archive)}/${archive.prefix}/ is noise.

## Afterwards

\`get-object-lock-configuration\`, \`get-bucket-lifecycle-configuration\` and the like show what holds. To find and read a day: docs/log-archive.md.
`;
