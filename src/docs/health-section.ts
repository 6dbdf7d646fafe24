import { table } from './markdown.ts';

const rights = table(
  ['what', 'Secret', 'right'],
  [
    [
      'PostgreSQL',
      '`database.connection.secret`: username, password',
      'to log in: the role that postgres_exporter has, with [connections enough for both](install.md#install)',
    ],
    ['Elasticsearch', '`health.elasticsearch.secret`: api-key', 'the cluster privilege `monitor`'],
    ['Redis', '`health.redis.secret`: username, password', '`PING` and `HELLO`'],
    [
      'KMS',
      'none',
      '`kms:DescribeKey` on the one key, through a role that its ServiceAccount takes on (IRSA)',
    ],
  ],
);

/** How the health service is deployed: what it is given, and no more. */
export const healthSection = `## The health service

With \`health\` in the settings, two replicas of \`fraiseql-monitoring health\` run beside the monitoring. They check the database, Elasticsearch, Redis, KMS and the API by themselves, answer at \`/health\`, and are scraped as the job
\`fraiseql-health\`. With the binding \`fraiseql-2.15\`, whose server says nothing of its dependencies, DependencyDown and DependencyDegraded read those series. MonitoringTargetDown watches the service. [What it checks, and what it answers](health.md).

- **Its own readiness is \`/metrics\`, not \`/health\`**: it must stay in its Service while everything else is down, since it is the one that tells. Liveness is \`/health/live\`.
- **It ends in 15 seconds at most**: for 5 it goes on answering, while everybody learns that it goes; requests under way have 5; 5 are to spare.
- **It may connect to what it checks, and nothing else**, and only Prometheus may connect to it: look at it with \`kubectl -n monitoring port-forward svc/fraiseql-health 9090\`.
- **Secrets are files.** It reads them anew for each connection, so that a password is changed without a restart.

What each credential must be able to do, and nothing else:

${rights}

\`\`\`
POST /_security/api_key     # Elasticsearch; the Secret holds \`encoded\` of the answer
{ "name": "fraiseql-health", "role_descriptors": { "health": { "cluster": ["monitor"] } } }

ACL SETUSER fraiseql-health on >… resetkeys resetchannels -@all +ping +hello     # Redis
\`\`\`

The policy of the IAM role, and who may take it on. The name of the ServiceAccount is \`fraiseql-health\`, in \`monitoring.namespace\`:

\`\`\`json
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "arn:aws:kms:<region>:<account>:key/<id>" }
  ]
}
\`\`\`

\`\`\`json
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::<account>:oidc-provider/<issuer>" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "<issuer>:sub": "system:serviceaccount:monitoring:fraiseql-health",
          "<issuer>:aud": "sts.amazonaws.com"
        }
      }
    }
  ]
}
\`\`\`

Where the key is named by an alias, the policy still names the key: IAM knows no alias as a resource. The credentials of the node are out of reach: its address is closed.
`;
