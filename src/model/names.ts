/** The Secret that holds Alertmanager's configuration: no secret stands in it. */
export const routingSecretName = 'fraiseql-alertmanager-config';

/** The PrometheusRule of all alerts. */
export const rulesName = 'fraiseql-alerts';
