/**
 * The `job` labels of what this stack runs or scrapes besides the service: the names of its Services, which the Prometheus
 * Operator takes for them. The prefix keeps them apart from those of other teams in the same namespace.
 */
export const jobs = {
  prometheus: 'fraiseql-prometheus',
  alertmanager: 'fraiseql-alertmanager',
  blackboxExporter: 'fraiseql-blackbox-exporter',
  postgresExporter: 'fraiseql-postgres-exporter',
  kubeStateMetrics: 'fraiseql-kube-state-metrics',
  /** The health service. */
  health: 'fraiseql-health',
  thanosQuery: 'fraiseql-thanos-query',
  thanosStore: 'fraiseql-thanos-store',
  thanosCompact: 'fraiseql-thanos-compact',
  thanosRuler: 'fraiseql-thanos-ruler',
  logsExporter: 'fraiseql-logs-exporter',
  logArchive: 'fraiseql-log-archive',
  backupExporter: 'fraiseql-backup-exporter',
  /** Its Service is the Prometheus Operator's. */
  kubelet: 'kubelet',
  /** What the outside probes are scraped as. */
  probes: 'fraiseql-probes',
} as const;
