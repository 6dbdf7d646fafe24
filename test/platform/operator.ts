import type { Manifest } from '../../src/model/manifest.ts';

type Fields = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** A scrape configuration, with the fields that the objects of this stack lead to. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly kubernetes_sd_configs?: readonly {
    readonly role: string;
    readonly namespaces: { readonly names: string[] };
  }[];
  readonly static_configs?: readonly { readonly targets: readonly string[]; readonly labels: Labels }[];
  readonly relabel_configs: readonly Fields[];
  readonly [field: string]: unknown;
}

interface Endpoint extends Fields {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
  readonly scrapeTimeout: string;
  readonly relabelings?: readonly Fields[];
  readonly metricRelabelings?: readonly Fields[];
}

interface MonitorSpec {
  readonly namespaceSelector: { readonly matchNames: readonly string[] };
  readonly selector: { readonly matchLabels: Labels };
  readonly endpoints?: readonly Endpoint[];
  readonly podMetricsEndpoints?: readonly Endpoint[];
}

interface ProbeSpec extends Fields {
  readonly jobName: string;
  readonly interval: string;
  readonly scrapeTimeout: string;
  readonly module: string;
  readonly prober: { readonly url: string; readonly scheme: string; readonly path: string };
  readonly targets: {
    readonly staticConfig: { readonly static: readonly string[]; readonly labels: Labels };
  };
}

/**
 * What the Prometheus Operator makes of monitors and probes, for one shard of several: its own relabelling, line by line. It was compared
 * with the configuration that the operator itself (0.85) wrote for production's objects.
 */
export function scrapeConfigs(manifests: readonly Manifest[]): ScrapeConfig[] {
  const ofKind = (kind: string) => manifests.filter(({ object }) => object.kind === kind);
  const { shards = 1 } = (ofKind('Prometheus')[0]?.object.spec ?? {}) as { readonly shards?: number };
  return [
    ...ofKind('ServiceMonitor').flatMap((monitor) => ofMonitor(monitor, 'service', shards)),
    ...ofKind('PodMonitor').flatMap((monitor) => ofMonitor(monitor, 'pod', shards)),
    ...ofKind('Probe').map((probe) => ofProbe(probe, shards)),
  ];
}

function ofMonitor({ object }: Manifest, via: 'service' | 'pod', shards: number): ScrapeConfig[] {
  const spec = object.spec as MonitorSpec;
  const endpoints = spec.endpoints ?? spec.podMetricsEndpoints ?? [];
  return endpoints.map((endpoint, at) => ({
    job_name: `${via}Monitor/${object.metadata.namespace ?? ''}/${object.metadata.name}/${String(at)}`,
    honor_labels: endpoint.honorLabels ?? false,
    kubernetes_sd_configs: [
      {
        role: via === 'service' ? 'endpointslice' : 'pod',
        namespaces: { names: [...spec.namespaceSelector.matchNames] },
      },
    ],
    scrape_interval: endpoint.interval,
    scrape_timeout: endpoint.scrapeTimeout,
    metrics_path: endpoint.path,
    ...transport(endpoint),
    relabel_configs: [
      { source_labels: ['job'], target_label: '__tmp_prometheus_job_name' },
      ...(via === 'pod' ? [alive] : []),
      ...selection(spec, endpoint, via),
      ...(via === 'service' ? ofService(endpoint) : ofPod(object, endpoint)),
      ...(endpoint.relabelings ?? []).map(snakeCase),
      ...sharding('__address__', shards),
    ],
    ...(endpoint.metricRelabelings
      ? { metric_relabel_configs: endpoint.metricRelabelings.map(snakeCase) }
      : {}),
  }));
}

function transport({ scheme, tlsConfig, bearerTokenFile }: Endpoint): Fields {
  return {
    ...(scheme === undefined ? {} : { scheme }),
    ...(tlsConfig === undefined ? {} : { tls_config: snakeCase(tlsConfig as Fields) }),
    ...(bearerTokenFile === undefined ? {} : { bearer_token_file: bearerTokenFile }),
  };
}

/** Which of everything that is discovered is meant: by labels, and by the name of the port. */
function selection(spec: MonitorSpec, { port }: Endpoint, via: 'service' | 'pod'): Fields[] {
  const byLabels = Object.entries(spec.selector.matchLabels).map(([key, value]) => ({
    action: 'keep',
    source_labels: [
      `__meta_kubernetes_${via}_label_${sanitized(key)}`,
      `__meta_kubernetes_${via}_labelpresent_${sanitized(key)}`,
    ],
    regex: `(${value});true`,
  }));
  const name =
    via === 'service'
      ? '__meta_kubernetes_endpointslice_port_name'
      : '__meta_kubernetes_pod_container_port_name';
  return [...byLabels, { action: 'keep', source_labels: [name], regex: port }];
}

function ofService({ port }: Endpoint): Fields[] {
  const target = (kind: string, label: string) => ({
    source_labels: [
      '__meta_kubernetes_endpointslice_address_target_kind',
      '__meta_kubernetes_endpointslice_address_target_name',
    ],
    separator: ';',
    regex: `${kind};(.*)`,
    replacement: '${1}',
    target_label: label,
  });
  return [
    target('Node', 'node'),
    target('Pod', 'pod'),
    copy('__meta_kubernetes_namespace', 'namespace'),
    copy('__meta_kubernetes_service_name', 'service'),
    copy('__meta_kubernetes_pod_name', 'pod'),
    copy('__meta_kubernetes_pod_container_name', 'container'),
    alive,
    { ...copy('__meta_kubernetes_service_name', 'job'), replacement: '${1}' },
    { target_label: 'endpoint', replacement: port },
  ];
}

const ofPod = ({ metadata }: Manifest['object'], { port }: Endpoint): Fields[] => [
  copy('__meta_kubernetes_namespace', 'namespace'),
  copy('__meta_kubernetes_pod_container_name', 'container'),
  copy('__meta_kubernetes_pod_name', 'pod'),
  { target_label: 'job', replacement: `${metadata.namespace ?? ''}/${metadata.name}` },
  { target_label: 'endpoint', replacement: port },
];

const alive = { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: '(Failed|Succeeded)' };

const copy = (from: string, to: string) => ({ source_labels: [from], target_label: to });

function ofProbe({ object }: Manifest, shards: number): ScrapeConfig {
  const spec = object.spec as ProbeSpec;
  const { namespace = '', name } = object.metadata;
  return {
    job_name: `probe/${namespace}/${name}`,
    honor_timestamps: true,
    metrics_path: spec.prober.path,
    scrape_interval: spec.interval,
    scrape_timeout: spec.scrapeTimeout,
    scheme: spec.prober.scheme,
    params: { module: [spec.module] },
    static_configs: [
      {
        targets: spec.targets.staticConfig.static,
        labels: { namespace, ...spec.targets.staticConfig.labels },
      },
    ],
    relabel_configs: [
      { source_labels: ['job'], target_label: '__tmp_prometheus_job_name' },
      { target_label: 'job', replacement: spec.jobName },
      copy('__address__', '__param_target'),
      copy('__param_target', 'instance'),
      { target_label: '__address__', replacement: spec.prober.url },
      ...sharding('__param_target', shards),
    ],
  };
}

/** Which shard a target belongs to. */
const sharding = (source: string, modulus: number): Fields[] => [
  {
    source_labels: [source, '__tmp_hash'],
    target_label: '__tmp_hash',
    regex: '(.+);',
    replacement: '$1',
    action: 'replace',
  },
  { source_labels: ['__tmp_hash'], target_label: '__tmp_hash', modulus, action: 'hashmod' },
  { source_labels: ['__tmp_hash', '__tmp_disable_sharding'], regex: '$(SHARD);|.+;.+', action: 'keep' },
];

/** A label's key as discovery spells it. */
export const sanitized = (key: string): string => key.replace(/[^A-Za-z0-9_]/g, '_');

const snakeCase = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
