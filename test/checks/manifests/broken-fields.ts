import type { BrokenManifest } from './broken.ts';
import { add, bend, objectOf, remove } from './judge.ts';

/** Faults of fields that nobody has thought through, and of those that are left out. */
const fields: readonly BrokenManifest[] = [
  [
    'the operator no more looks at Prometheus',
    bend('Prometheus', 'fraiseql', { 'spec.paused': true }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.paused: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Prometheus listens to nobody',
    bend('Prometheus', 'fraiseql', { 'spec.listenLocal': true }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.listenLocal: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Prometheus sends its samples to somebody',
    bend('Prometheus', 'fraiseql', { 'spec.remoteWrite': [{ url: 'https://example.com/write' }] }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.remoteWrite: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'anybody may delete series',
    bend('Prometheus', 'fraiseql', { 'spec.enableAdminAPI': true }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.enableAdminAPI: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Prometheus gets an argument past the operator',
    bend('Prometheus', 'fraiseql', { 'spec.additionalArgs': [{ name: 'web.enable-lifecycle' }] }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.additionalArgs: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'the sidecar is given another field',
    bend('Prometheus', 'fraiseql', { 'spec.thanos.listenLocal': true }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.thanos.listenLocal: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Alertmanager takes receivers from anybody',
    bend('Alertmanager', 'fraiseql', { 'spec.alertmanagerConfigSelector': {} }),
    [
      'production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec.alertmanagerConfigSelector: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Argo CD leaves files out',
    bend('Application', 'fraiseql-monitoring-production', {
      'spec.source.directory.exclude': 'rules.k8s.yaml',
    }),
    [
      "production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.source.directory.exclude: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. Did you mean 'include'? [known-fields]",
    ],
  ],
  [
    'Argo CD takes no notice of a difference',
    bend('Application', 'fraiseql-monitoring-production', {
      'spec.ignoreDifferences': [{ kind: 'NetworkPolicy', jsonPointers: ['/spec'] }],
    }),
    [
      'production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.ignoreDifferences: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'the project has times without changes',
    bend('AppProject', 'fraiseql-monitoring-production', {
      'spec.syncWindows': [{ kind: 'deny', schedule: '* * * * *', duration: '1h', applications: ['*'] }],
    }),
    [
      'production/argocd/Project/Resource: AppProject argocd/fraiseql-monitoring-production, spec.syncWindows: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'the project gives somebody a role',
    bend('AppProject', 'fraiseql-monitoring-production', { 'spec.roles': [{ name: 'admin' }] }),
    [
      'production/argocd/Project/Resource: AppProject argocd/fraiseql-monitoring-production, spec.roles: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'the project forbids what it allows',
    bend('AppProject', 'fraiseql-monitoring-production', {
      'spec.namespaceResourceBlacklist': [{ group: '', kind: 'Secret' }],
    }),
    [
      "production/argocd/Project/Resource: AppProject argocd/fraiseql-monitoring-production, spec.namespaceResourceBlacklist: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. Did you mean 'namespaceResourceWhitelist'? [known-fields]",
    ],
  ],
  [
    'a container runs another program than its image',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].command': ['sleep'],
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].command: Is a field that nobody here has thought through: it may silence or open what other checks take for granted. Add it to src/checks/manifests/objects/known-fields.ts with what it does. [known-fields]',
    ],
  ],
  [
    'Prometheus tells nobody of alerts',
    bend('Prometheus', 'fraiseql', { 'spec.alerting.alertmanagers': [] }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.alerting.alertmanagers: Is missing: alerts would fire, and nobody would hear of them. [required-fields]',
    ],
  ],
  [
    'Prometheus keeps nothing',
    bend('Prometheus', 'fraiseql', { 'spec.storage': { emptyDir: {} } }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.storage.volumeClaimTemplate: Is missing: all data would be gone with the pod. [required-fields]',
    ],
  ],
  [
    'series do not say their environment',
    bend('Prometheus', 'fraiseql', { 'spec.externalLabels': {} }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.externalLabels.environment: Is missing: nobody could tell environments apart. [required-fields]',
    ],
  ],
  [
    'samples are kept for as long as anybody likes',
    bend('Prometheus', 'fraiseql', { 'spec.retention': undefined }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.retention: Is missing: samples would be gone after a day. [required-fields]',
    ],
  ],
  [
    'replicas are told apart by a label that Thanos does not know',
    bend('Prometheus', 'fraiseql', { 'spec.replicaExternalLabelName': 'prometheus_replica' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.replicaExternalLabelName: Must be one by which Thanos Query takes replicas for one, 'replica' or 'thanos_ruler_replica', got 'prometheus_replica': every series would be there twice. [required-fields]",
    ],
  ],
  [
    'Prometheus has no shard',
    bend('Prometheus', 'fraiseql', { 'spec.shards': 0 }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.shards: Must be 1 or more, got 0: nothing would run. [required-fields]',
    ],
  ],
  [
    'Alertmanager forgets silences',
    bend('Alertmanager', 'fraiseql', { 'spec.storage': undefined }),
    [
      'production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec.storage.volumeClaimTemplate: Is missing: all data would be gone with the pod. [required-fields]',
    ],
  ],
  [
    'nothing asks the database',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.replicas': 0 }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.replicas: Must be 1 or more, got 0: nothing would run. [required-fields]',
    ],
  ],
  [
    'members of a cluster wait for one another',
    bend('Service', 'fraiseql-alertmanager', { 'spec.publishNotReadyAddresses': undefined }),
    [
      'production/alertmanager/AlertmanagerService/Resource: Service monitoring/fraiseql-alertmanager, spec.publishNotReadyAddresses: Must be true, got nothing: pods would have no names, or only once they are ready. [required-fields]',
    ],
  ],
  [
    'pods have no names',
    bend('Service', 'fraiseql-thanos-store', { 'spec.clusterIP': undefined }),
    [
      "production/long-term/Store/Service/Resource: Service monitoring/fraiseql-thanos-store, spec.clusterIP: Must be 'None', got nothing: pods would have no names, or only once they are ready. [required-fields]",
    ],
  ],
  [
    'what goes from git stays',
    bend('Application', 'fraiseql-monitoring-production', { 'spec.syncPolicy.automated.prune': false }),
    [
      'production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.syncPolicy.automated.prune: Must be true, got false: what is no more in git would stay in the cluster. [required-fields]',
    ],
  ],
  [
    'what is changed by hand stays',
    bend('Application', 'fraiseql-monitoring-production', {
      'spec.syncPolicy.automated.selfHeal': undefined,
    }),
    [
      'production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.syncPolicy.automated.selfHeal: Must be true, got nothing: what somebody changes by hand would stay changed. [required-fields]',
    ],
  ],
];

/** Faults of rights, amounts and budgets. */
const rights: readonly BrokenManifest[] = [
  [
    'Prometheus may not find what it scrapes',
    remove('RoleBinding', 'fraiseql-prometheus'),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get, list or watch services in monitoring, as discovery needs. Add it to a role that is bound to it. [rbac-sufficient]",
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get, list or watch pods in monitoring, as discovery needs. Add it to a role that is bound to it. [rbac-sufficient]",
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get, list or watch endpointslices of discovery.k8s.io in monitoring, as discovery needs. Add it to a role that is bound to it. [rbac-sufficient]",
    ],
  ],
  [
    'Prometheus may not ask for slices',
    bend('Role', 'fraiseql-prometheus', { 'rules[1].resources': ['endpoints'] }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get, list or watch endpointslices of discovery.k8s.io in monitoring, as discovery needs. Add it to a role that is bound to it. [rbac-sufficient]",
    ],
  ],
  [
    'Prometheus may not read the metrics of kubelets',
    bend('ClusterRole', 'monitoring-fraiseql-prometheus', { 'rules[0].verbs': ['list'] }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get nodes/metrics in the whole cluster, as scraping kubelets needs. Add it to a role that is bound to it. [rbac-sufficient]",
    ],
  ],
  [
    'kube-state-metrics may not watch jobs',
    bend('Role', 'monitoring-fraiseql-kube-state-metrics', { 'rules[1].verbs': ['get', 'list'] }),
    [
      "production/exporters/KubeStateMetrics/Resource: Deployment monitoring/fraiseql-kube-state-metrics, spec.template.spec.serviceAccountName: 'fraiseql-kube-state-metrics' may not watch cronjobs of batch in fraiseql, as kube-state-metrics needs. Add it to a role that is bound to it. [rbac-sufficient]",
      "production/exporters/KubeStateMetrics/Resource: Deployment monitoring/fraiseql-kube-state-metrics, spec.template.spec.serviceAccountName: 'fraiseql-kube-state-metrics' may not watch jobs of batch in fraiseql, as kube-state-metrics needs. Add it to a role that is bound to it. [rbac-sufficient]",
    ],
  ],
  [
    'a namespace admits what an old standard takes',
    bend('Namespace', 'monitoring', {
      "metadata.labels['pod-security.kubernetes.io/enforce-version']": 'v1.18',
    }),
    [
      "production/namespace/Namespace/Resource: Namespace monitoring, metadata.labels['pod-security.kubernetes.io/enforce-version']: Must be 'latest', or 'v1.25' or later, got 'v1.18': the standard of then refused less. [restricted-namespace]",
    ],
  ],
  [
    'a limit is below what is requested',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].resources.limits.cpu': '10m',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.limits.cpu: Must not be below the request, '20m', got '10m': the API server would refuse the pods. [resources-set]",
    ],
  ],
  [
    'a container cannot start',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].resources.requests.memory': '1Mi',
      'spec.template.spec.containers[0].resources.limits.memory': '1Mi',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.requests.memory: Must be 16Mi or more, got '1Mi': no program starts with less. [resources-set]",
    ],
  ],
  [
    'a volume is smaller than a file',
    bend('Prometheus', 'fraiseql', {
      'spec.storage.volumeClaimTemplate.spec.resources.requests.storage': '1Mi',
    }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.storage.volumeClaimTemplate.spec.resources.requests.storage: Must be 1Gi or more, got '1Mi': the volume would be full at once. [resources-set]",
    ],
  ],
  [
    'a node that is emptied may take all pods',
    bend('PodDisruptionBudget', 'fraiseql-thanos-query', { 'spec.maxUnavailable': '100%' }),
    [
      "production/long-term/Query/Budget/Resource: PodDisruptionBudget monitoring/fraiseql-thanos-query, spec.maxUnavailable: Lets all of 2 pods go at once, got '100%'. Use maxUnavailable: 1. [disruption-budget]",
    ],
  ],
  [
    'two budgets are for the same pods',
    add({
      ...objectOf('PodDisruptionBudget', 'fraiseql-thanos-query'),
      metadata: {
        ...objectOf('PodDisruptionBudget', 'fraiseql-thanos-query').metadata,
        name: 'fraiseql-thanos-query-2',
      },
    }),
    [
      "production/example/Example: PodDisruptionBudget monitoring/fraiseql-thanos-query-2, spec.selector: Selects the pods of Deployment 'fraiseql-thanos-query', as 'fraiseql-thanos-query' does: Kubernetes would move none of them. [disruption-budget]",
    ],
  ],
];

/** Faults of what is written, left out or not allowed, one in manifests that are good. */
export const brokenFields: readonly BrokenManifest[] = [...fields, ...rights];
