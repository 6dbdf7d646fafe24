import { bucketArn } from '../../s3/bucket.ts';
import { commands } from '../../s3/commands.ts';
import { backupNames } from '../../model/names.ts';
import { expiries, hidden, keeping, superseded } from './keeping.ts';
import type { Place } from './place.ts';

/** The page beside the documents: what they are, and the commands that apply them. */
export const bucketPage = (place: Place, namespace: string): string => `# The bucket of the backups

Made by \`npm run synth\` from \`backup\` in the settings and \`src/backup/bucket/\`. Whoever administers the AWS account applies it, once, and again when a file here has changed:
nothing in the cluster has the right to.

| file | what it says |
| --- | --- |
| object-lock.json | every new object is locked for ${String(keeping.days)} days, ${keeping.mode} |
| lifecycle.json | ${expiries.map(expiry).join('; ')}; what is hidden goes after ${String(hidden.noncurrent)} more, and never before its lock ends |
| encryption.json | encrypted by one key of KMS |
| bucket-policy.json | nobody deletes, nobody comes without TLS, nobody uses another key${roles(place)} |
| writer-policy.json | for what takes backups: it puts dumps, copies and the log, reads them back, and tags older ones \`${superseded.Key}=${superseded.Value}\` |
| checker-policy.json | for the restore check: it reads dumps, and puts what it has proven |
| reader-policy.json | for the exporter and for a recovery: it reads everything, and writes nothing |
| key-policy.json | statements for the policy of the key: nobody loses it in one step |
| versioning.json, public-access-block.json, ownership-controls.json | what the above needs |

## Apply

In this folder, with AWS CLI 2. The bucket is new, and of this environment alone: a bucket has one policy and one set of rules.

\`\`\`sh
${commands(place.repository).join('\n')}
\`\`\`

Then the roles. Each trusts one service account of the cluster's OIDC provider:

| policy | service accounts |
| --- | --- |
${accounts(place, namespace)}

The statements of \`key-policy.json\` go **into** the key's policy, beside those that say who looks after it: \`put-key-policy\` replaces the whole, and without an administrator in it nobody can change
it again. Without the key, ${bucketArn(place.repository)} is noise, and no lock helps.

## Afterwards

\`get-object-lock-configuration\`, \`get-bucket-lifecycle-configuration\` and the like show what holds. To keep one backup longer, for an investigation:

\`\`\`sh
aws s3api put-object-legal-hold --bucket "$BUCKET" --key ${place.repository.prefix}/dumps/<id>/database.sql.gz --legal-hold Status=ON
\`\`\`

A hold stops S3 from removing the version, not from hiding it after its days: \`list-object-versions\` then finds it. What all this is for: docs/backup.md.
`;

const expiry = ({ folder, days, onlySuperseded }: (typeof expiries)[number]): string =>
  `${folder}/ expires after ${String(days)} days${onlySuperseded ? ' if superseded' : ''}`;

const roles = ({ roles: { writer, checker } }: Place): string => {
  const some = [...(writer === undefined ? [] : ['writer']), ...(checker === undefined ? [] : ['checker'])];
  return some.length === 0 ? '' : `, and only the ${some.join(' and the ')} write`;
};

function accounts({ pointInTime }: Place, namespace: string): string {
  const here = (...names: readonly string[]) =>
    names.map((name) => `\`system:serviceaccount:${namespace}:${name}\``).join(', ');
  const receiver = pointInTime === 'receiver' ? [backupNames.base, backupNames.receiver] : [];
  const rows = [
    ['writer-policy.json', here(backupNames.dump, ...receiver)],
    ['checker-policy.json', here(backupNames.restoreCheck)],
    [
      'reader-policy.json',
      `that of \`fraiseql-backup-exporter\` in the namespace of the monitoring; and \`system:serviceaccount:${namespace}:fraiseql-restore-*\` by \`StringLike\`, since each recovery in the cluster has an account named after its moment`,
    ],
    ...(pointInTime === 'cnpg'
      ? [['cnpg-policy.json', "that of CloudNativePG's pods: it has the name of the Cluster"]]
      : []),
  ];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
