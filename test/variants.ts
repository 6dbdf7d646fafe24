import type { Settings } from '../src/settings/schema.ts';
import { archive, backup, health, logs, production, staging, withSettings } from './good.ts';

const rds = {
  kind: 'rds',
  connection: { ...production.database.connection, host: 'db-1.eu-west-1.rds.amazonaws.com' },
  instance: 'db-1',
  allocatedStorageGiB: 1000,
  poolSize: 100,
  recoveryPointObjective: '5m',
  pointInTime: 'rds',
};

const roles = {
  writerRoleArn: 'arn:aws:iam::123456789012:role/fraiseql-backup-writer',
  readerRoleArn: 'arn:aws:iam::123456789012:role/fraiseql-backup-reader',
  checkerRoleArn: 'arn:aws:iam::123456789012:role/fraiseql-backup-checker',
};
const ticketHours = { weekdays: 'monday:friday', from: '09:00', to: '18:00', timeZone: 'America/New_York' };

const isolated = {
  'service.isolatedPods': { app: 'fraiseql-api' },
  'database.isolatedPods': { app: 'fraiseql-db' },
};
const oneOfEach = { 'platform.prometheus.replicas': 1, 'platform.alertmanager.replicas': 1 };
const otherPorts = {
  'probes.api-health.url': 'https://api.fraiseql.com:8443/health',
  'routing.deadMansSwitch.url': 'https://heartbeats.fraiseql.com:9443/production',
  'database.connection.port': 6432,
  network: {
    ...production.network,
    apiServer: ['10.0.0.1/32'],
    nodes: ['10.0.0.0/16'],
    database: ['10.1.0.0/16', '10.2.0.0/16'],
    readers: ['grafana', 'portal'],
  },
};

const report = { image: 'registry.example.com/fraiseql-monitoring:0.1.0', schedule: '0 6 1 * *' };

/** Environments that differ in everything that the settings can change. */
export const variants: readonly (readonly [name: string, settings: Settings])[] = [
  ['production', production],
  ['staging', staging],
  ['production, binding fraiseql-2.15', withSettings(production, { 'metrics.binding': 'fraiseql-2.15' })],
  ['staging, binding fraiseql-2.15', withSettings(staging, { 'metrics.binding': 'fraiseql-2.15' })],
  ['production on RDS', withSettings(production, { database: rds })],
  ['production, initial thresholds', withSettings(production, { 'thresholds.profile': 'initial' })],
  ['production with ticket hours', withSettings(production, { 'routing.ticketHours': ticketHours })],
  [
    'production in a shared Prometheus',
    withSettings(production, {
      platform: { kind: 'shared' },
      'service.matchers': { cluster: 'eu-1' },
      'monitoring.operatorLabels': { release: 'kube-prometheus-stack' },
    }),
  ],
  ['production in three shards', withSettings(production, { 'platform.prometheus.shards': 3 })],
  ['production without probes', withSettings(production, { probes: {} })],
  ['production without a secret store', withSettings(production, { secrets: undefined })],
  [
    'production with a secret store of its own',
    withSettings(production, { 'secrets.store.kind': 'SecretStore' }),
  ],
  ['production without Argo CD', withSettings(production, { gitOps: undefined })],
  ['production, scraped by its pods', withSettings(production, { 'service.scrape.via': 'pods' })],
  ['production with isolated pods', withSettings(production, isolated)],
  [
    'production with isolated pods in a shared Prometheus',
    withSettings(production, { platform: { kind: 'shared' }, ...isolated }),
  ],
  ['production with one of each', withSettings(production, oneOfEach)],
  ['production with other ports and addresses', withSettings(production, otherPorts)],
  [
    'production under addresses of its own, with another DNS',
    withSettings(production, {
      'links.prometheus': 'https://prometheus.example.com',
      'links.alertmanager': 'https://alertmanager.example.com',
      'network.dns': {
        namespace: 'openshift-dns',
        labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
        port: 5353,
        addresses: ['169.254.20.10/32'],
      },
      'network.apiServerPorts': [8443],
      'platform.prometheus.storageGiB': 1024,
      'platform.prometheus.shards': 2,
    }),
  ],
  [
    'production with the Grafana Operator',
    withSettings(production, {
      'grafana.delivery': 'operator',
      'grafana.namespace': 'dashboards',
      'grafana.dataSource': 'Prometheus production',
    }),
  ],
  ['production without dashboards in Grafana', withSettings(production, { 'grafana.delivery': 'none' })],
  [
    'production with the report on its objectives',
    withSettings(production, { sloReport: { ...report, slack: 'notices' } }),
  ],
  ['staging with the report, which asks each Prometheus', withSettings(staging, { sloReport: report })],
  [
    'production with the report, which asks a shared Prometheus in the cluster',
    withSettings(production, {
      platform: { kind: 'shared' },
      sloReport: {
        ...report,
        slack: 'tickets',
        prometheus: {
          url: 'http://prometheus-operated.monitoring.svc:9090',
          pods: { 'app.kubernetes.io/name': 'prometheus' },
        },
      },
    }),
  ],
  [
    'production with the report, which asks another cluster',
    withSettings(production, {
      platform: { kind: 'shared' },
      sloReport: {
        ...report,
        prometheus: { url: 'https://thanos.example.com:8443/query', pods: { app: 'thanos' } },
      },
    }),
  ],
  [
    'production without a secret store, with the report from a Service in another namespace',
    withSettings(production, {
      platform: { kind: 'shared' },
      secrets: undefined,
      sloReport: {
        ...report,
        slack: 'incidents',
        prometheus: { url: 'http://thanos-query.observability.svc:9090', pods: { app: 'thanos-query' } },
      },
    }),
  ],
  ['production with the health service', withSettings(production, { health })],
  [
    'production with the health service and isolated pods, without a secret store',
    withSettings(production, { ...isolated, secrets: undefined, health }),
  ],
  [
    'production on RDS, binding fraiseql-2.15, with the health service, and what it checks outside',
    withSettings(production, {
      database: rds,
      'metrics.binding': 'fraiseql-2.15',
      health: {
        ...health,
        elasticsearch: { url: 'https://logs.example.com', ca: false },
        redis: { host: 'cache.example.com', port: 6380, tls: true, secret: 'redis', ca: false },
        kms: { ...health.kms, endpoint: 'https://vpce-kms.example.com' },
      },
    }),
  ],
  [
    'production in a shared Prometheus, with a health service that checks other namespaces',
    withSettings(production, {
      platform: { kind: 'shared' },
      'service.scrape.via': 'pods',
      health: {
        ...health,
        database: false,
        elasticsearch: { url: 'http://elasticsearch.logs.svc:9200', ca: false },
        redis: { host: 'redis.caches.svc', port: 6379, tls: false, ca: false },
        kms: undefined,
      },
    }),
  ],
  [
    'production with isolated pods, and a health service that asks them on another port',
    withSettings(production, {
      ...isolated,
      health,
      'service.podProbes': { ...production.service.podProbes, port: 8080 },
    }),
  ],
  [
    'production with logs and a health service that ask one pod of a StatefulSet, with a Secret of one name in each namespace',
    withSettings(production, {
      logs: {
        ...logs,
        elasticsearch: { ...logs.elasticsearch, url: 'https://logs-0.logs-nodes.elastic.svc:9200' },
      },
      health: {
        ...health,
        elasticsearch: { ...health.elasticsearch, secret: logs.elasticsearch.secret },
        redis: { ...health.redis, host: 'redis-0.redis.caches.svc' },
      },
    }),
  ],
  ['production with logs', withSettings(production, { logs })],
  [
    'production with logs, the health service and a secret store of its own',
    withSettings(production, { logs, health, 'secrets.store.kind': 'SecretStore' }),
  ],
  [
    'production in a shared Prometheus, with logs that go to another namespace, without a secret store',
    withSettings(production, {
      platform: { kind: 'shared' },
      secrets: undefined,
      logs: {
        ...logs,
        namespace: 'node-logs',
        elasticsearch: {
          url: 'https://logs-es-http.elastic.svc:9200',
          pods: { 'common.k8s.elastic.co/type': 'elasticsearch' },
          secret: 'elasticsearch-keys',
          ca: true,
        },
      },
    }),
  ],
  [
    'production with an archive of the logs',
    withSettings(production, {
      logs: {
        ...logs,
        archive: { ...archive, roleArn: 'arn:aws:iam::123456789012:role/fraiseql-log-archive' },
      },
    }),
  ],
  [
    'production with an archive in another S3, in a shared Prometheus',
    withSettings(production, {
      platform: { kind: 'shared' },
      logs: { ...logs, archive: { ...archive, endpoint: 'https://s3.example.com:9443' } },
    }),
  ],
  ['production with backups', withSettings(production, { backup: { ...backup, ...roles } })],
  ['staging with backups, of dumps alone', withSettings(staging, { backup })],
  [
    'production on RDS with backups, in a shared Prometheus',
    withSettings(production, {
      platform: { kind: 'shared' },
      database: rds,
      backup: { ...backup, ...roles },
    }),
  ],
  [
    'production on CloudNativePG with backups, and a secret store of its own',
    withSettings(production, {
      'database.pointInTime': 'cnpg',
      'secrets.store.kind': 'SecretStore',
      backup: { ...backup, ca: true },
    }),
  ],
  [
    'production with backups of an isolated database to another S3, without a secret store',
    withSettings(production, {
      ...isolated,
      secrets: undefined,
      logs,
      health,
      backup: { ...backup, repository: { ...backup.repository, endpoint: 'https://s3.example.com:9443' } },
    }),
  ],
  [
    'production with logs that go outside',
    withSettings(production, {
      logs: { ...logs, elasticsearch: { ...logs.elasticsearch, url: 'https://logs.example.com', ca: false } },
    }),
  ],
];
