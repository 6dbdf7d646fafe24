import type { Chart } from 'cdk8s';
import { Account } from '../constructs/account.ts';
import { DisruptionBudget } from '../constructs/disruption-budget.ts';
import { NetworkService } from '../constructs/network-service.ts';
import { operatorPodLabels } from '../constructs/operator-pod.ts';
import { ThanosRuler } from '../constructs/thanos-ruler.ts';
import { Workload } from '../constructs/workload.ts';
import { jobs } from '../model/jobs.ts';
import type { OwnPlatform, Settings } from '../settings/schema.ts';
import { externalLabelsOf, hasRuler } from './components.ts';

type LongTerm = NonNullable<OwnPlatform['longTerm']>;

/** Ports of every Thanos component. */
const ports = { grpc: 10901, http: 10902 };

/**
 * How long blocks are kept in the object store, by resolution. Blocks of an hour's resolution are made of those of five minutes,
 * and those of raw ones that are ten days old: raw ones stay as long as the servers keep them, so that
 * a month's report finds every slice, and the compactor may fail for weeks before anything is lost.
 */
const retention = { raw: '45d', '5m': '180d', '1h': '1y' } as const;

/** Thanos: a year of history in an object store, and one view over all servers. */
export function longTerm(chart: Chart, settings: Settings, platform: OwnPlatform, storage: LongTerm): void {
  store(chart, settings, platform, storage);
  compactor(chart, settings, platform, storage);
  query(chart, settings);
  if (hasRuler(settings)) ruler(chart, settings, platform, storage);
}

/** Fields that all Thanos workloads share. */
const thanos = ({ monitoring: { namespace }, images }: Settings) =>
  ({ namespace, image: images.thanos, ports, ready: { path: '/-/ready', port: 'http' } }) as const;

/** Thanos' object storage configuration, as a file, and a volume to work on. */
const mounts = ({ secret }: LongTerm, { storageClass }: OwnPlatform, storageGiB: number) => [
  { path: '/etc/thanos', from: { secret, keys: ['thanos.yaml'] } },
  { path: '/data', from: { storageGiB, storageClass } },
];

const common = ['--log.level=warn', '--http-address=0.0.0.0:10902'];
const grpc = '--grpc-address=0.0.0.0:10901';
const bucket = ['--objstore.config-file=/etc/thanos/thanos.yaml', '--data-dir=/data'];

/** Answers queries from the object store. */
function store(chart: Chart, settings: Settings, platform: OwnPlatform, storage: LongTerm): void {
  new Workload(chart, 'Store', {
    ...thanos(settings),
    name: jobs.thanosStore,
    replicas: 2,
    args: ['store', ...common, grpc, ...bucket],
    resources: { cpu: '100m', cpuLimit: '1', memory: '1Gi' },
    mounts: mounts(storage, platform, storage.storageGiB),
    headless: true,
  });
}

/**
 * Joins blocks and makes those of lower resolution. Two of them on one bucket destroy blocks: it is a StatefulSet of one, which
 * never starts a second pod before the first is gone.
 */
function compactor(chart: Chart, settings: Settings, platform: OwnPlatform, storage: LongTerm): void {
  const kept = Object.entries(retention).map(([name, time]) => `--retention.resolution-${name}=${time}`);
  new Workload(chart, 'Compactor', {
    ...thanos(settings),
    name: jobs.thanosCompact,
    replicas: 1,
    args: ['compact', ...common, ...bucket, '--wait', '--wait-interval=5m', '--delete-delay=48h', ...kept],
    ports: { http: ports.http },
    resources: { cpu: '100m', cpuLimit: '1', memory: '2Gi' },
    mounts: mounts(storage, platform, storage.storageGiB * 2),
    headless: true,
  });
}

/** One view over all servers and the object store, without the duplicates of replicas. */
function query(chart: Chart, settings: Settings): void {
  const servers = [jobs.prometheus, jobs.thanosStore, ...(hasRuler(settings) ? [jobs.thanosRuler] : [])];
  new Workload(chart, 'Query', {
    ...thanos(settings),
    name: jobs.thanosQuery,
    replicas: 2,
    args: [
      'query',
      ...common,
      grpc,
      '--query.replica-label=replica',
      '--query.replica-label=thanos_ruler_replica',
      ...servers.map((name) => `--endpoint=dns+${address(settings, name, ports.grpc)}`),
    ],
    resources: { cpu: '100m', cpuLimit: '1', memory: '512Mi' },
  });
}

/** Evaluates the rules over all shards. */
function ruler(chart: Chart, settings: Settings, platform: OwnPlatform, storage: LongTerm): void {
  const { namespace, operatorLabels } = settings.monitoring;
  const name = jobs.thanosRuler;
  const selector = operatorPodLabels('thanos-ruler');
  new Account(chart, 'RulerAccount', { namespace, name });
  new ThanosRuler(chart, 'Ruler', {
    namespace,
    operatorLabels,
    image: settings.images.thanos,
    configReloader: settings.images.configReloader,
    replicas: 2,
    name,
    resources: { cpu: '100m', cpuLimit: '1', memory: '512Mi' },
    storageGiB: 10,
    storageClass: platform.storageClass,
    externalLabels: externalLabelsOf(settings, platform),
    query: `dns+${address(settings, jobs.thanosQuery, ports.http)}`,
    alertmanager: `dns+http://${address(settings, jobs.alertmanager, 9093)}`,
    objectStorage: storage.secret,
    queryUrl: settings.links.prometheus,
  });
  new NetworkService(chart, 'RulerService', {
    namespace,
    name,
    ports: { grpc: ports.grpc, web: ports.http, 'reloader-web': 8080 },
    selector,
    headless: true,
  });
  new DisruptionBudget(chart, 'RulerBudget', { namespace, name, selector });
}

const address = ({ monitoring: { namespace } }: Settings, name: string, port: number): string =>
  `${name}.${namespace}.svc:${String(port)}`;
