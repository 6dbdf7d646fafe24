/**
 * Images of the components, by exact tag: those that upstream publishes. An environment names others, or the same ones by
 * digest and from its own registry, under `images`.
 */
export const defaultImages = {
  prometheus: 'quay.io/prometheus/prometheus:v3.15.1',
  alertmanager: 'quay.io/prometheus/alertmanager:v0.34.2',
  configReloader: 'quay.io/prometheus-operator/prometheus-config-reloader:v0.91.0',
  thanos: 'quay.io/thanos/thanos:v0.42.5',
  blackboxExporter: 'quay.io/prometheus/blackbox-exporter:v0.27.0',
  postgresExporter: 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',
  /** Of the Apache License: everything that is used here is in it. */
  filebeat: 'docker.elastic.co/beats/filebeat-oss:8.19.7',
  kubeStateMetrics: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.15.0',
  /** By the major version of the server. The tests run Debian's PostgreSQL 15. */
  postgres14: 'docker.io/library/postgres:14.19-bookworm',
  postgres15: 'docker.io/library/postgres:15.14-bookworm',
  postgres16: 'docker.io/library/postgres:16.10-bookworm',
  postgres17: 'docker.io/library/postgres:17.6-bookworm',
  postgres18: 'docker.io/library/postgres:18.0-bookworm',
  /** Not pulled in the tests, which run Debian's AWS CLI 2.9. */
  awsCli: 'docker.io/amazon/aws-cli:2.31.0',
  /** Not pulled in the tests: what ran there was built of the same version's modules. */
  otelCollector: 'docker.io/otel/opentelemetry-collector-contrib:0.145.0',
} as const;

/** A component that runs an image. */
export type ImageName = keyof typeof defaultImages;

/** Images by component. */
export type Images = Readonly<Record<ImageName, string>>;
