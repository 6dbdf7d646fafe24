import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { ConfigFile } from '../constructs/config-file.ts';
import { Workload, type Mount } from '../constructs/workload.ts';
import type { HealthConfigInput } from '../health/config.ts';
import { metricsPort } from '../metrics/port.ts';
import { jobs } from '../model/jobs.ts';
import { toYaml } from '../output/yaml.ts';
import { podProbesOf } from '../settings/pod-probes.ts';
import type { Settings } from '../settings/schema.ts';

/** The health service, where there is one. */
export type Health = NonNullable<Settings['health']>;

/** Port on which it answers. */
export const healthPort = 9090;

const folder = '/etc/fraiseql-health';
const secretsFolder = `${folder}-secrets`;
const name = jobs.health;

/** Checks what FraiseQL depends on, and tells. It keeps answering while all of that is down: that is what it is there for. */
export function health(chart: Chart, settings: Settings, { image, replicas, kms }: Health): void {
  const { namespace } = settings.monitoring;
  const config = toYaml(healthConfig(settings));
  new ConfigFile(chart, 'Config', { namespace, name, files: { 'health.yaml': config } });
  new Workload(chart, 'Health', {
    namespace,
    name,
    replicas,
    image,
    args: [
      'health',
      `--config=${folder}/health.yaml`,
      '--host=0.0.0.0',
      `--port=${String(healthPort)}`,
      '--drain=5s',
    ],
    ports: { http: healthPort },
    // Not `/health`, which says how others are: a replica that left the Service for that would tell nobody. When it is asked
    // first, every check has ended once, and none is unhealthy for want of a result.
    ready: { path: '/metrics', port: 'http', first: 10 },
    live: '/health/live',
    // It goes on answering for 5 seconds, while everybody learns that it goes; then requests under way have 5, and 5 are to spare.
    endsWithin: 15,
    // Loading every driver takes 130 MB for a moment, and 90 MB are left.
    resources: { cpu: '20m', cpuLimit: '200m', memory: '256Mi' },
    mounts: [{ path: folder, from: { configMap: name } }, ...mountsOf(settings)],
    checksum: createHash('sha256').update(config).digest('hex'),
    ...(kms ? { accountAnnotations: { 'eks.amazonaws.com/role-arn': kms.roleArn } } : {}),
  });
}

/** What it is told to check. Secrets are files, and stand nowhere in it. */
function healthConfig(settings: Settings): HealthConfigInput {
  const { service, health } = settings;
  const { database, elasticsearch, redis, kms, api } = health ?? {};
  return {
    service: service.name,
    checks: {
      ...(database === true ? { database: databaseCheck(settings) } : {}),
      ...(elasticsearch ? { elasticsearch: elasticsearchCheck(elasticsearch) } : {}),
      ...(redis ? { redis: redisCheck(redis) } : {}),
      ...(kms ? { kms: kmsCheck(kms) } : {}),
      ...(api === true ? { api: { url: apiUrl(settings) } } : {}),
    },
  };
}

type Checks = HealthConfigInput['checks'];

function databaseCheck({ database }: Settings): NonNullable<Checks['database']> {
  const { host, port, database: of, tls } = database.connection;
  return {
    ...{ host, port, database: of, tls },
    userFile: file('database', 'username'),
    passwordFile: file('database', 'password'),
  };
}

function elasticsearchCheck({ url, secret, ca }: NonNullable<Health['elasticsearch']>) {
  return {
    url,
    ...(secret === undefined ? {} : { apiKeyFile: file('elasticsearch', 'api-key') }),
    ...(ca ? { caFile: file('elasticsearch', 'ca.crt') } : {}),
  };
}

function redisCheck({ host, port, tls, secret, ca }: NonNullable<Health['redis']>) {
  const login = { userFile: file('redis', 'username'), passwordFile: file('redis', 'password') };
  return {
    ...{ host, port, tls },
    ...(secret === undefined ? {} : login),
    ...(ca ? { caFile: file('redis', 'ca.crt') } : {}),
  };
}

const kmsCheck = ({ region, key, endpoint }: NonNullable<Health['kms']>) => ({
  ...{ region, key },
  ...(endpoint === undefined ? {} : { endpoint }),
});

/** Where the service says that it can answer queries: what the kubelet asks, through its Service. */
function apiUrl({ service, metrics, ...rest }: Settings): string {
  const { port = metricsPort[metrics.binding] } = service.podProbes;
  const { asks } = podProbesOf({ service, metrics, ...rest }).ready;
  const path = asks === 'connection' ? '' : asks.path;
  return `http://${service.name}.${service.namespace}.svc:${String(port)}${path}`;
}

const file = (check: string, key: string): string => `${secretsFolder}/${check}/${key}`;

/** Secrets that it reads, by what they are for, with the keys that it reads of each. */
export function healthSecrets({
  health,
  database,
}: Settings): [check: string, name: string, keys: string[]][] {
  if (health === undefined) return [];
  const { elasticsearch, redis } = health;
  const ca = (has: boolean) => (has ? ['ca.crt'] : []);
  const listed: [string, string | undefined, string[]][] = [
    ['database', health.database ? database.connection.secret : undefined, ['username', 'password']],
    ['elasticsearch', elasticsearch?.secret, ['api-key', ...ca(elasticsearch?.ca === true)]],
    ['redis', redis?.secret, ['username', 'password', ...ca(redis?.ca === true)]],
  ];
  return listed.flatMap(([check, secret, keys]) => (secret === undefined ? [] : [[check, secret, keys]]));
}

const mountsOf = (settings: Settings): Mount[] =>
  healthSecrets(settings).map(([check, secret, keys]) => ({
    path: `${secretsFolder}/${check}`,
    name: check,
    from: { secret, keys },
  }));
