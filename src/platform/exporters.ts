import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { ConfigFile } from '../constructs/config-file.ts';
import { Permissions } from '../constructs/permissions.ts';
import { Workload } from '../constructs/workload.ts';
import { blackboxConfig } from '../model/blackbox.ts';
import { jobs } from '../model/jobs.ts';
import { seriesBeginning } from '../metrics/stored.ts';
import { toYaml } from '../output/yaml.ts';
import type { Settings } from '../settings/schema.ts';
import { hasProbes } from './components.ts';

/** Two of each, so that a node may be emptied without an alert going blind. */
const replicas = 2;

/** What asks others for their state on Prometheus' behalf. */
export function exporters(chart: Chart, settings: Settings): void {
  postgresExporter(chart, settings);
  if (hasProbes(settings)) blackboxExporter(chart, settings);
  if (settings.platform.kind === 'own') kubeStateMetrics(chart, settings);
}

/** Asks the endpoints from outside. */
function blackboxExporter(chart: Chart, { monitoring: { namespace }, images }: Settings): void {
  const name = jobs.blackboxExporter;
  const config = toYaml(blackboxConfig);
  new ConfigFile(chart, 'BlackboxConfig', { namespace, name, files: { 'blackbox.yml': config } });
  new Workload(chart, 'BlackboxExporter', {
    namespace,
    name,
    replicas,
    image: images.blackboxExporter,
    args: ['--config.file=/etc/blackbox/blackbox.yml', '--log.level=warn'],
    ports: { http: 9115 },
    ready: { path: '/-/healthy', port: 'http' },
    resources: { cpu: '20m', cpuLimit: '200m', memory: '64Mi' },
    mounts: [{ path: '/etc/blackbox', from: { configMap: name } }],
    checksum: sha256(config),
  });
}

/** Asks PostgreSQL for its size and its replicas. It reads its password from a file, never from its environment. */
function postgresExporter(chart: Chart, { monitoring: { namespace }, images, database }: Settings): void {
  const { host, port, database: name, secret, tls } = database.connection;
  const folder = '/etc/postgres-exporter';
  new Workload(chart, 'PostgresExporter', {
    namespace,
    name: jobs.postgresExporter,
    replicas,
    image: images.postgresExporter,
    args: ['--log.level=warn'],
    env: {
      DATA_SOURCE_URI: `${host}:${String(port)}/${name}?sslmode=${tls}`,
      DATA_SOURCE_USER_FILE: `${folder}/username`,
      DATA_SOURCE_PASS_FILE: `${folder}/password`,
    },
    ports: { http: 9187 },
    ready: { path: '/', port: 'http' },
    resources: { cpu: '20m', cpuLimit: '200m', memory: '64Mi' },
    mounts: [{ path: folder, from: { secret, keys: ['username', 'password'] } }],
  });
}

/** Tells of CronJobs, Jobs and limits in the service's namespace: what alerts read, and no object of others. */
function kubeStateMetrics(chart: Chart, { monitoring: { namespace }, images, service }: Settings): void {
  const name = jobs.kubeStateMetrics;
  new Workload(chart, 'KubeStateMetrics', {
    namespace,
    name,
    replicas,
    image: images.kubeStateMetrics,
    args: [
      `--namespaces=${service.namespace}`,
      '--resources=cronjobs,jobs,pods',
      `--metric-allowlist=${seriesBeginning('kube_').join(',')}`,
      '--port=8080',
      '--telemetry-port=8081',
    ],
    ports: { http: 8080, telemetry: 8081 },
    ready: { path: '/readyz', port: 'telemetry' },
    resources: { cpu: '20m', cpuLimit: '200m', memory: '128Mi' },
    usesApi: true,
  });
  new Permissions(chart, 'KubeStateMetricsPermissions', {
    accountNamespace: namespace,
    name,
    namespace: service.namespace,
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
      { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: ['list', 'watch'] },
    ],
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
