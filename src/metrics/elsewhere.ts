import { backupMetrics } from './backup.ts';
import { logsMetrics } from './logs.ts';
import type { Metric } from './metric.ts';

/** Series that others export and alerts read, with the labels that the alerts rely on. */
export const elsewhere = {
  // Prometheus itself and Alertmanager
  up: gauge('up', ['job']),
  alerts: gauge('ALERTS', ['alertname', 'alertstate', 'severity', 'namespace', 'service', 'environment']),
  alertsForState: gauge('ALERTS_FOR_STATE', ['alertname', 'severity', 'namespace', 'service', 'environment']),
  ruleFailures: counter('prometheus_rule_evaluation_failures_total', ['rule_group']),
  notificationsFailed: counter('alertmanager_notifications_failed_total', ['integration']),
  notificationsDropped: counter('prometheus_notifications_dropped_total', []),

  // The blackbox exporter; the probe's name is a label of its target
  probeSuccess: gauge('probe_success', ['probe']),
  certificateEnd: gauge('probe_ssl_earliest_cert_expiry', ['probe']),

  // Thanos: the compactor, and the sidecar beside each Prometheus
  compactionHalted: gauge('thanos_compact_halted', []),
  compactions: counter('thanos_compact_iterations_total', []),
  uploads: counter('thanos_shipper_uploads_total', ['pod']),

  // The collector that writes the archive of the logs: one on each node. `otlp_grpc` is what waits on the disk and is sent again until it is
  // taken; `awss3` is what S3 took, and what it refused. The queue counts bytes.
  archiveQueueSize: gauge('otelcol_exporter_queue_size', ['job', 'pod', 'exporter', 'data_type']),
  archiveQueueCapacity: gauge('otelcol_exporter_queue_capacity', ['job', 'pod', 'exporter', 'data_type']),
  archiveSent: counter('otelcol_exporter_sent_log_records_total', ['job', 'pod', 'exporter']),
  archiveSendFailed: counter('otelcol_exporter_send_failed_log_records_total', ['job', 'pod', 'exporter']),
  archiveRead: counter('otelcol_receiver_accepted_log_records_total', ['job', 'pod', 'receiver']),
  archiveReadFailed: counter('otelcol_receiver_failed_log_records_total', ['job', 'pod', 'receiver']),

  // kube-state-metrics
  lastSuccess: gauge('kube_cronjob_status_last_successful_time', ['namespace', 'cronjob']),
  cronJobSuspended: gauge('kube_cronjob_spec_suspend', ['namespace', 'cronjob']),
  cronJobCreated: gauge('kube_cronjob_created', ['namespace', 'cronjob']),
  jobFailed: gauge('kube_job_status_failed', ['namespace', 'job_name']),
  jobStarted: gauge('kube_job_status_start_time', ['namespace', 'job_name']),
  podInfo: gauge('kube_pod_info', ['namespace', 'pod', 'node']),
  podPhase: gauge('kube_pod_status_phase', ['namespace', 'pod', 'phase']),
  resourceLimits: gauge('kube_pod_container_resource_limits', ['namespace', 'pod', 'container', 'resource']),

  // kubelet and cAdvisor
  volumeAvailable: gauge('kubelet_volume_stats_available_bytes', ['namespace', 'persistentvolumeclaim']),
  volumeCapacity: gauge('kubelet_volume_stats_capacity_bytes', ['namespace', 'persistentvolumeclaim']),
  cpuUsage: counter('container_cpu_usage_seconds_total', ['namespace', 'pod', 'container']),
  memoryUsage: gauge('container_memory_working_set_bytes', ['namespace', 'pod', 'container']),

  // postgres_exporter
  databaseUp: gauge('pg_up', ['job']),
  databaseSize: gauge('pg_database_size_bytes', ['datname']),
  replicationLag: gauge('pg_replication_lag_seconds', []),

  // CloudWatch exporter, where the database is RDS
  rdsFreeStorage: gauge('aws_rds_free_storage_space_average', ['dbinstance_identifier']),

  // The exporter of the backup repository
  repositoryUp: backupMetrics.repositoryUp,
  backupLastRead: backupMetrics.lastRead,
  backups: backupMetrics.backups,
  backupOldest: backupMetrics.oldest,
  backupNewest: backupMetrics.newest,
  backupNewestStored: backupMetrics.newestStored,
  backupBytes: backupMetrics.bytes,
  backupDamaged: backupMetrics.damaged,
  backupDatabaseBytes: backupMetrics.databaseBytes,
  backupLastCheck: backupMetrics.lastCheck,
  restoreSeconds: backupMetrics.restoreSeconds,
  restoredBytes: backupMetrics.restoredBytes,
  recoveryPoint: backupMetrics.recoveryPoint,

  // The exporter of the logs, which asks Elasticsearch
  logsNewest: logsMetrics.newest,
  logsElasticsearchUp: logsMetrics.elasticsearchUp,
  logsRejected: logsMetrics.rejected,
  logsLastCheck: logsMetrics.lastCheck,
} as const satisfies Readonly<Record<string, Metric>>;

function gauge(name: string, labels: readonly string[]): Metric {
  return { name, type: 'gauge', help: '', labels };
}

function counter(name: string, labels: readonly string[]): Metric {
  return { name, type: 'counter', help: '', labels };
}
