import { put } from '../put.ts';

const metadata = {
  name: 'monitor',
  namespace: 'monitoring',
  labels: { app: 'monitor' },
  annotations: { 'example.org/team': 'ops' },
};
const selector = { matchLabels: { app: 'monitor' } };

const podSpec = {
  serviceAccountName: 'monitor',
  securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'exporter',
      image: 'registry.example/exporter:1.2.3',
      imagePullPolicy: 'IfNotPresent',
      args: ['--web.listen-address=:9187'],
      env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } }],
      ports: [{ name: 'metrics', containerPort: 9187, protocol: 'TCP' }],
      resources: { requests: { cpu: '10m', memory: '1.5Gi' }, limits: { cpu: 1, memory: '2Gi' } },
      readinessProbe: { httpGet: { path: '/healthz', port: 'metrics' }, periodSeconds: 10 },
      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'config', mountPath: '/etc/exporter', readOnly: true }],
    },
  ],
  volumes: [
    { name: 'config', configMap: { name: 'exporter', defaultMode: 0o444 } },
    { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
  ],
  tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
};
const template = { metadata: { labels: { app: 'monitor' } }, spec: podSpec };
const jobSpec = { backoffLimit: 2, template: { spec: { ...podSpec, restartPolicy: 'Never' } } };
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } };
const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }];
const subjects = [{ kind: 'ServiceAccount', name: 'monitor', namespace: 'monitoring' }];
const roleRef = (kind: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: 'monitor' });
const storage = { volumeClaimTemplate: { spec: claimSpec } };

/** What stands beside apiVersion, kind and metadata in an object that nothing is wrong with, by kind. */
const bodies: Readonly<Record<string, object>> = {
  'v1 ConfigMap': { data: { 'config.yml': 'a: 1\n' }, immutable: true },
  'v1 Namespace': {},
  'v1 PersistentVolumeClaim': { spec: { ...claimSpec, storageClassName: 'fast' } },
  'v1 Pod': { spec: podSpec },
  'v1 Secret': { type: 'Opaque', data: { password: 'aHVudGVyMg==' } },
  'v1 Service': {
    spec: {
      type: 'ClusterIP',
      selector: { app: 'monitor' },
      ports: [{ name: 'metrics', port: 9187, targetPort: 'metrics' }],
    },
  },
  'v1 ServiceAccount': { automountServiceAccountToken: false },
  'apps/v1 DaemonSet': {
    spec: { selector, template, updateStrategy: { rollingUpdate: { maxUnavailable: '10%' } } },
  },
  'apps/v1 Deployment': {
    spec: {
      replicas: 2,
      selector,
      template,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  },
  'apps/v1 StatefulSet': {
    spec: {
      serviceName: 'monitor',
      selector,
      template,
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }],
    },
  },
  'batch/v1 CronJob': {
    spec: { schedule: '17 3 * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: jobSpec } },
  },
  'batch/v1 Job': { spec: jobSpec },
  'networking.k8s.io/v1 NetworkPolicy': {
    spec: {
      podSelector: selector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 9187, protocol: 'TCP' }] }],
      egress: [
        { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 'dns' }] },
      ],
    },
  },
  'policy/v1 PodDisruptionBudget': { spec: { maxUnavailable: 1, selector } },
  'rbac.authorization.k8s.io/v1 ClusterRole': { rules },
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': { roleRef: roleRef('ClusterRole'), subjects },
  'rbac.authorization.k8s.io/v1 Role': { rules },
  'rbac.authorization.k8s.io/v1 RoleBinding': { roleRef: roleRef('Role'), subjects },
  'scheduling.k8s.io/v1 PriorityClass': {
    value: 1_000_000,
    description: 'Monitoring outlives what it watches.',
  },
  'argoproj.io/v1alpha1 AppProject': {
    spec: {
      description: 'Monitoring.',
      sourceRepos: ['https://git.example/monitoring.git'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'monitoring' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    },
  },
  'argoproj.io/v1alpha1 Application': {
    spec: {
      project: 'monitoring',
      source: {
        repoURL: 'https://git.example/monitoring.git',
        targetRevision: 'main',
        path: 'dist/production',
        directory: { recurse: true, include: '*.yaml' },
        helm: { valuesObject: { any: { thing: [1] } } },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'monitoring' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true'],
        retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      },
    },
  },
  'external-secrets.io/v1 ExternalSecret': {
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: {
        name: 'database',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: { engineVersion: 'v2' },
      },
      data: [
        {
          secretKey: 'password',
          remoteRef: {
            key: 'database',
            property: 'password',
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
          },
        },
      ],
      dataFrom: [{ extract: { key: 'database', metadataPolicy: 'None' } }],
    },
  },
  'monitoring.coreos.com/v1 Alertmanager': {
    spec: { replicas: 3, retention: '120h', storage, resources: { requests: { memory: '64Mi' } } },
  },
  'monitoring.coreos.com/v1 PodMonitor': {
    spec: { selector, podMetricsEndpoints: [{ port: 'metrics', interval: '30s', honorLabels: true }] },
  },
  'monitoring.coreos.com/v1 Probe': {
    spec: {
      jobName: 'blackbox',
      interval: '30s',
      module: 'http_2xx',
      prober: { url: 'blackbox:9115' },
      targets: { staticConfig: { static: ['https://example.org'], labels: { team: 'ops' } } },
    },
  },
  'monitoring.coreos.com/v1 Prometheus': {
    spec: {
      replicas: 2,
      retention: '15d',
      retentionSize: '45GB',
      scrapeInterval: '30s',
      externalLabels: { cluster: 'production' },
      serviceMonitorSelector: {},
      ruleSelector: selector,
      securityContext: { fsGroup: 2000, runAsNonRoot: true, runAsUser: 1000 },
      alerting: { alertmanagers: [{ name: 'alertmanager', namespace: 'monitoring', port: 'web' }] },
      containers: [{ name: 'prometheus', resources: { limits: { memory: '4Gi' } } }],
      thanos: { objectStorageConfig: { name: 'thanos', key: 'bucket.yaml' } },
      remoteWrite: [{ url: 'https://metrics.example/push', queueConfig: { maxShards: 10 } }],
      storage,
    },
  },
  'monitoring.coreos.com/v1 PrometheusRule': {
    spec: {
      groups: [
        {
          name: 'core',
          interval: '30s',
          rules: [
            { record: 'job:up:sum', expr: 'sum by (job) (up)' },
            {
              alert: 'Down',
              expr: 'up == 0',
              for: '1m30s',
              keep_firing_for: '5m',
              labels: { severity: 'critical' },
              annotations: { summary: 'It is down.' },
            },
          ],
        },
      ],
    },
  },
  'monitoring.coreos.com/v1 ServiceMonitor': {
    spec: {
      selector,
      endpoints: [
        {
          port: 'metrics',
          targetPort: 9187,
          scheme: 'https',
          tlsConfig: { ca: { configMap: { name: 'ca', key: 'ca.crt' } }, serverName: 'monitor' },
          relabelings: [
            { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod', action: 'replace' },
          ],
          metricRelabelings: [{ regex: 'go_.*', sourceLabels: ['__name__'], action: 'drop' }],
        },
      ],
    },
  },
  'grafana.integreatly.org/v1beta1 GrafanaDashboard': {
    spec: {
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      allowCrossNamespaceImport: true,
      folder: 'Shop',
      configMapRef: { name: 'boards', key: 'shop.json' },
      resyncPeriod: '10m0s',
    },
  },
  'monitoring.coreos.com/v1 ThanosRuler': {
    spec: { queryEndpoints: ['dns+thanos-query:9090'], ruleSelector: selector, evaluationInterval: '30s' },
  },
};

/** An object of every kind that has a schema, with nothing wrong, by apiVersion and kind. */
export const examples: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(bodies).map(([name, body]) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return [name, { apiVersion, kind, metadata, ...body }];
  }),
);

/** An example with another value in a field such as `spec.ports[0].port`. Nothing as a value takes the field away. */
export function bent(name: string, field: string, value: unknown): unknown {
  const object = structuredClone(examples[name] ?? {});
  put(object, field, value);
  return object;
}
