/** The Secret that holds Alertmanager's configuration: no secret stands in it. */
export const routingSecretName = 'fraiseql-alertmanager-config';

/** The CronJob that makes the report on the objectives. */
export const sloReportName = 'fraiseql-slo-report';

/** The DaemonSet that sends lines of logs to Elasticsearch. */
export const filebeatName = 'fraiseql-filebeat';

/** The Job that gives Elasticsearch its templates. */
export const logsSetupName = 'fraiseql-logs-setup';

/** What takes backups and proves them. The first two are what alerts ask for. */
export const backupNames = {
  dump: 'fraiseql-backup',
  restoreCheck: 'fraiseql-restore-check',
  base: 'fraiseql-base-backup',
  receiver: 'fraiseql-wal-receiver',
  scripts: 'fraiseql-backup-scripts',
} as const;

/** The PrometheusRule of all alerts. */
export const rulesName = 'fraiseql-alerts';
