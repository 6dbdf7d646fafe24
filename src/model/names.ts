/** The Secret that holds Alertmanager's configuration: no secret stands in it. */
export const routingSecretName = 'fraiseql-alertmanager-config';

/** The CronJob that makes the report on the objectives. */
export const sloReportName = 'fraiseql-slo-report';

/** The DaemonSet that sends lines of logs to Elasticsearch. */
export const filebeatName = 'fraiseql-filebeat';

/** The Job that gives Elasticsearch its templates. */
export const logsSetupName = 'fraiseql-logs-setup';

/** The PrometheusRule of all alerts. */
export const rulesName = 'fraiseql-alerts';
