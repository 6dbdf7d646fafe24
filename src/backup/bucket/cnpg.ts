import { toYaml } from '../../output/yaml.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Repository } from '../repository.ts';

/** Name of the store, by which the Cluster finds it. */
const store = 'fraiseql-backup';

/**
 * Objects for CloudNativePG's own backups, and what goes into the Cluster, whose name is the first part of the database's host up to `-rw`. They are applied
 * beside the Cluster, by whoever has it.
 */
export function cnpgFiles(folder: string, settings: Settings, repository: Repository): [string, string][] {
  const { namespace } = settings.service;
  const cluster = clusterOf(settings.database.connection.host);
  return [
    [
      `${folder}/cnpg.yaml`,
      objectsText +
        [objectStore(namespace, repository), scheduledBackup(namespace, cluster)]
          .map((object) => toYaml(object))
          .join('---\n'),
    ],
    [`${folder}/cnpg-cluster.yaml`, `${patchText(cluster, namespace)}${toYaml(clusterPatch)}`],
  ];
}

/** CloudNativePG names its Services after the Cluster: `<cluster>-rw`. */
const clusterOf = (host: string): string => (host.split('.')[0] ?? '').replace(/-(rw|ro|r)$/, '');

const objectsText = `# Made by \`npm run synth\`. For the Barman Cloud plugin of CloudNativePG: kubectl apply -f cnpg.yaml
#
# No \`encryption\` is set on purpose: the bucket encrypts by its own key. \`aws:kms\` here would send no key along, S3 would take AWS's own, and the
# bucket's policy refuses that.
# \`retentionPolicy\` deletes what is older, but keeps what 30 days need. A deletion hides: versions stay locked for their 30 days.
`;

const objectStore = (namespace: string, { bucket, prefix, endpoint }: Repository) => ({
  apiVersion: 'barmancloud.cnpg.io/v1',
  kind: 'ObjectStore',
  metadata: { name: store, namespace },
  spec: {
    retentionPolicy: '30d',
    configuration: {
      destinationPath: `s3://${bucket}/${prefix}/cnpg/`,
      ...(endpoint === undefined ? {} : { endpointURL: endpoint }),
      s3Credentials: { inheritFromIAMRole: true },
      wal: { compression: 'gzip', maxParallel: 4 },
      data: { compression: 'gzip', jobs: 2 },
    },
  },
});

/** Six fields: CloudNativePG counts seconds. */
const scheduledBackup = (namespace: string, cluster: string) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'ScheduledBackup',
  metadata: { name: store, namespace },
  spec: {
    schedule: '0 15 2 * * *',
    immediate: true,
    backupOwnerReference: 'self',
    cluster: { name: cluster },
    method: 'plugin',
    pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
  },
});

const patchText = (
  cluster: string,
  namespace: string,
): string => `# Made by \`npm run synth\`. What the Cluster needs besides what it has: kubectl -n ${namespace} patch cluster ${cluster} --type merge --patch-file cnpg-cluster.yaml
# A merge replaces lists: take plugins that are there already into this one. Its pods need the role that has cnpg-policy.json:
# spec.serviceAccountTemplate.metadata.annotations, eks.amazonaws.com/role-arn.
#
# archive_timeout: CloudNativePG has 5 minutes, which are the whole RPO and leave nothing for the upload.
# checkpoint_timeout: after a crash, PostgreSQL 15 forced the first switch of the log only after checkpoint_timeout in 5 of 12 restarts, whatever
# archive_timeout said. With 1 minute it was never late, in 6. It costs more full pages in the log.
# On an idle database nothing is archived, and nothing is lost: the age of the recovery point grows all the same. Let something write
# once a minute, such as \`select pg_logical_emit_message(true, 'heartbeat', '')\` by pg_cron, or the alert fires at night.
`;

const clusterPatch = {
  spec: {
    plugins: [
      {
        name: 'barman-cloud.cloudnative-pg.io',
        isWALArchiver: true,
        parameters: { barmanObjectName: store },
      },
    ],
    postgresql: { parameters: { archive_timeout: '60s', checkpoint_timeout: '60s' } },
  },
};
