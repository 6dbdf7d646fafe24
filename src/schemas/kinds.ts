/** Kinds that have a schema in this folder, by apiVersion. After a change here, `npm run schemas` makes the data anew. */
export const kinds: Readonly<Record<string, readonly string[]>> = {
  v1: ['ConfigMap', 'Namespace', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'],
  'apps/v1': ['DaemonSet', 'Deployment', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'argoproj.io/v1alpha1': ['AppProject', 'Application'],
  'external-secrets.io/v1': ['ExternalSecret'],
  'grafana.integreatly.org/v1beta1': ['GrafanaDashboard'],
  'monitoring.coreos.com/v1': [
    'Alertmanager',
    'PodMonitor',
    'Probe',
    'Prometheus',
    'PrometheusRule',
    'ServiceMonitor',
    'ThanosRuler',
  ],
};

/** API groups of custom resources: each is a file of this folder. Everything else belongs to Kubernetes. */
export const customGroups = [
  'argoproj.io',
  'external-secrets.io',
  'grafana.integreatly.org',
  'monitoring.coreos.com',
] as const;

/** An API group of custom resources. */
export type CustomGroup = (typeof customGroups)[number];

/** The group of custom resources that an apiVersion belongs to, or nothing if it is one of Kubernetes. */
export const customGroupOf = (apiVersion: string): CustomGroup | undefined =>
  customGroups.find((group) => apiVersion.startsWith(`${group}/`));
