import type { Manifests } from '../../../src/checks/manifests/check.ts';
import type { KubernetesObject, Manifest } from '../../../src/model/manifest.ts';
import { brokenFields } from './broken-fields.ts';
import { brokenRelations } from './broken-relations.ts';
import { add, bend, good, objectOf, remove } from './judge.ts';

/** A fault that somebody may make, production's manifests with it, and every line that is said of them. */
export type BrokenManifest = readonly [fault: string, manifests: Manifests, lines: readonly string[]];

/** A Secret as nobody should write it. */
const password: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { ...objectOf('ConfigMap', 'fraiseql-blackbox-exporter').metadata, name: 'fraiseql-database' },
  stringData: { username: 'exporter' },
};

/** With an operator that looks for a label, which some objects have. */
function operated(isLabelled: (manifest: Manifest) => boolean): Manifests {
  const operatorLabels = { release: 'operations' };
  const all = good().all.map((manifest) => {
    const { object } = manifest;
    const labels = { ...object.metadata.labels, ...operatorLabels };
    return isLabelled(manifest)
      ? { ...manifest, object: { ...object, metadata: { ...object.metadata, labels } } }
      : manifest;
  });
  return { ...good(), operatorLabels, all };
}

/** Faults that the schema refuses. */
const form: readonly BrokenManifest[] = [
  [
    'a field is misspelt',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.replica': 3 }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.replica: No such field in Kubernetes 1.27. Did you mean 'replicas'? [schema-valid]",
    ],
  ],
  [
    'a field stands one level too high',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.securityContext': { runAsNonRoot: true } }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.securityContext: No such field in Kubernetes 1.27. [schema-valid]',
    ],
  ],
  [
    'a number is quoted',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.replicas': '2' }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.replicas: Must be a whole number, got '2'. [schema-valid]",
    ],
  ],
  [
    'a kind is of an old version',
    bend('PodDisruptionBudget', 'fraiseql-prometheus', { apiVersion: 'policy/v1beta1' }),
    [
      "production/prometheus/PrometheusBudget/Resource: PodDisruptionBudget monitoring/fraiseql-prometheus, kind: 'policy/v1beta1 PodDisruptionBudget' has no schema here: add it to src/schemas/kinds.ts. Did you mean 'policy/v1 PodDisruptionBudget'? [schema-valid]",
    ],
  ],
  [
    'an interval is in words',
    bend('ServiceMonitor', 'fraiseql-api', { 'spec.endpoints[0].interval': '30 seconds' }),
    [
      "production/scraping/Service/Resource: ServiceMonitor monitoring/fraiseql-api, spec.endpoints[0].interval: '30 seconds' is not a duration such as 30s, 1h30m or 15d. [schema-valid]",
    ],
  ],
  [
    'an amount has a unit that does not exist',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].resources.limits.memory': '64MB',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.limits.memory: '64MB' is not a quantity such as 250m or 2Gi. [schema-valid]",
    ],
  ],
  [
    'an enumeration has a value of another',
    bend('NetworkPolicy', 'fraiseql-deny-all', { 'spec.policyTypes[0]': 'Inbound' }),
    [
      "production/network/DenyAll/Resource: NetworkPolicy monitoring/fraiseql-deny-all, spec.policyTypes[0]: Must be 'Egress' or 'Ingress', got 'Inbound'. [schema-valid]",
    ],
  ],
];

/** Faults of names, namespaces and labels. */
const names: readonly BrokenManifest[] = [
  [
    'an object is made twice',
    add(objectOf('PodDisruptionBudget', 'fraiseql-prometheus')),
    [
      'production/example/Example: PodDisruptionBudget monitoring/fraiseql-prometheus, metadata.name: Is made twice, by prometheus/PrometheusBudget/Resource too. Rename one. [unique-objects]',
    ],
  ],
  [
    'an object names no namespace',
    bend('Application', 'fraiseql-monitoring-production', { 'metadata.namespace': undefined }),
    [
      'production/argocd/Application/Resource: Application fraiseql-monitoring-production, metadata.namespace: Is missing: the object would land wherever somebody applies it from. [namespace-set]',
      "production/argocd/Application/Resource: Application fraiseql-monitoring-production, spec.project: Must be a project that is made here: 'fraiseql-monitoring-production' allows who knows what. [argo-allows]",
    ],
  ],
  [
    'a namespace is misspelt',
    bend('Application', 'fraiseql-monitoring-production', { 'metadata.namespace': 'argo-cd' }),
    [
      "production/argocd/Application/Resource: Application argo-cd/fraiseql-monitoring-production, metadata.namespace: Must be one that is made here or in src/platform/prerequisites.ts, 'argocd', 'fraiseql', 'grafana', 'kube-system' or 'monitoring', got 'argo-cd'. [namespace-set]",
      "production/argocd/Application/Resource: Application argo-cd/fraiseql-monitoring-production, spec.project: Must be a project that is made here: 'fraiseql-monitoring-production' allows who knows what. [argo-allows]",
    ],
  ],
  [
    'a label is missing',
    bend('NetworkPolicy', 'fraiseql-deny-all', { "metadata.labels['app.kubernetes.io/part-of']": undefined }),
    [
      "production/network/DenyAll/Resource: NetworkPolicy monitoring/fraiseql-deny-all, metadata.labels['app.kubernetes.io/part-of']: Must be 'fraiseql-monitoring', got nothing. [standard-labels]",
    ],
  ],
  [
    'a label is a sentence',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'metadata.labels.purpose': 'asks PostgreSQL' }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, metadata.labels.purpose: Must be at most 63 letters, digits, '-', '_' and '.', got 'asks PostgreSQL'. [standard-labels]",
    ],
  ],
  [
    "the instance is somebody else's",
    bend('Deployment', 'fraiseql-postgres-exporter', {
      "spec.template.metadata.labels['app.kubernetes.io/instance']": 'postgres-exporter',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.metadata.labels['app.kubernetes.io/instance']: Must be 'fraiseql-postgres-exporter', got 'postgres-exporter'. [standard-labels]",
    ],
  ],
  [
    'the operator looks for a label that one object lacks',
    operated((manifest) => manifest.object.metadata.name !== 'fraiseql-api-health'),
    [
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, metadata.labels.release: Must be 'operations', got nothing: the Prometheus Operator would not see the object. [operator-labels]",
    ],
  ],
];

/** Faults of pods and their containers. */
const pods: readonly BrokenManifest[] = [
  [
    "a pod sees the node's network",
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.template.spec.hostNetwork': true }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.hostNetwork: Must not be true: the pod would see the network of its node and of all pods there. Remove it. [restricted-pods]',
    ],
  ],
  [
    "a pod sees the node's processes",
    bend('StatefulSet', 'fraiseql-thanos-store', { 'spec.template.spec.hostPID': true }),
    [
      'production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec.template.spec.hostPID: Must not be true: the pod would see the processes of its node and of all pods there. Remove it. [restricted-pods]',
    ],
  ],
  [
    'a pod mounts a folder of the node',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.volumes[1]': { name: 'logs', hostPath: { path: '/var/log' } },
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.volumes[1].hostPath: Pod Security \"restricted\" refuses such a volume. Use 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected' or 'secret'. [restricted-pods]",
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.volumes[1].hostPath.path: Is no folder that these pods may see, got '/var/log'. What they may is in src/model/node-access.ts. [node-access]",
    ],
  ],
  [
    'a container is privileged',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext.privileged': true,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.privileged: Must not be true: the container would be root on its node, got true. [restricted-containers]',
    ],
  ],
  [
    'a container has no security context',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext': undefined,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: Must be false, so that no program in it gets more rights than its parent, got nothing. [restricted-containers]',
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.capabilities.drop: Must name 'ALL', got nothing. [restricted-containers]",
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem: Must be true, got nothing. Mount an emptyDir where the program writes. [read-only-root]',
    ],
  ],
  [
    'a container has one capability more',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext.capabilities.add': ['NET_RAW'],
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.capabilities.add: Must name nothing but 'NET_BIND_SERVICE', got 'NET_RAW'. [restricted-containers]",
    ],
  ],
  [
    'a container may become root',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext.runAsUser': 0,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.runAsUser: Must not be root, got 0. [restricted-containers]',
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.runAsUser: Must be at least 10000, got 0. [high-user-ids]',
    ],
  ],
  [
    'a container runs as the first user of a node',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext.runAsUser': 1000,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.runAsUser: Must be at least 10000, got 1000. [high-user-ids]',
    ],
  ],
  [
    'Prometheus runs as whoever its image says',
    bend('Prometheus', 'fraiseql', { 'spec.securityContext': undefined }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.securityContext.runAsNonRoot: Must be true, got nothing. [restricted-containers]',
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.securityContext.seccompProfile.type: Must be 'RuntimeDefault' or 'Localhost', got nothing. [restricted-containers]",
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.securityContext.runAsUser: Must be at least 10000, got nothing. [high-user-ids]',
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.securityContext.runAsGroup: Must be at least 10000, got nothing. [high-user-ids]',
    ],
  ],
  [
    'a system call is not filtered',
    bend('Alertmanager', 'fraiseql', { 'spec.securityContext.seccompProfile.type': 'Unconfined' }),
    [
      "production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec.securityContext.seccompProfile.type: Must be 'RuntimeDefault' or 'Localhost', got 'Unconfined'. [restricted-containers]",
    ],
  ],
  [
    'a container writes to its own file system',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem': false,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem: Must be true, got false. Mount an emptyDir where the program writes. [read-only-root]',
    ],
  ],
  [
    'a container takes a port of the node',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].ports[0].hostPort': 9187,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].ports[0].hostPort: Must not be set, got 9187: it takes that port of the node. Use a Service. [restricted-containers]',
    ],
  ],
  [
    'an image is the latest',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].image': 'quay.io/prometheuscommunity/postgres-exporter:latest',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].image: Must have a digest or the tag of one version, such as v1.2.3, got 'quay.io/prometheuscommunity/postgres-exporter:latest': it may be another image tomorrow. [image-pinned]",
    ],
  ],
  [
    'an image comes from wherever the node looks',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].image': 'prometheuscommunity/postgres-exporter:v0.17.1',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].image: Must begin with its registry, got 'prometheuscommunity/postgres-exporter:v0.17.1': each node may be set up with another. [image-pinned]",
    ],
  ],
  [
    'an old image may stay on a node',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].imagePullPolicy': 'IfNotPresent',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].imagePullPolicy: Must be 'Always', got 'IfNotPresent'. [pull-policy]",
    ],
  ],
  [
    'a container has no limits',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].resources.limits': undefined,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.limits.cpu: Is missing: the scheduler and the node would guess. [resources-set]',
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.limits.memory: Is missing: the scheduler and the node would guess. [resources-set]',
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].resources.limits.ephemeral-storage: Is missing: the scheduler and the node would guess. [resources-set]',
    ],
  ],
  [
    'the sidecar may take more memory than it was given',
    bend('Prometheus', 'fraiseql', { 'spec.thanos.resources.limits.memory': '1Gi' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.thanos.resources.limits.memory: Must be the request, '256Mi', got '1Gi': memory cannot be taken back, so that a full node would kill pods. [resources-set]",
    ],
  ],
  [
    'nobody asks whether a container can answer',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].readinessProbe': undefined,
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].readinessProbe: Is missing: its Service would send requests before it can answer. [probes-set]',
    ],
  ],
  [
    'one probe is a copy of the other',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].livenessProbe': { httpGet: { path: '/', port: 'http' } },
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].livenessProbe: Asks what readinessProbe asks: one that is too busy to answer would be killed. Ask for less. [probes-set]',
    ],
  ],
];

/** Faults of secrets, rights and what is open. */
const secretsAndRights: readonly BrokenManifest[] = [
  [
    'a password stands in the environment',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].env[2]': { name: 'DATA_SOURCE_PASS', value: 'hunter2' },
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].env[2].value: Puts a secret into the environment. Mount it, and have the program read the file. [env-hygiene]',
    ],
  ],
  [
    'a Secret is read into the environment',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].env[2]': {
        name: 'DATA_SOURCE_PASS',
        valueFrom: { secretKeyRef: { name: 'fraiseql-database-monitoring', key: 'password' } },
      },
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].env[2].valueFrom.secretKeyRef: Puts a secret into the environment. Mount it, and have the program read the file. [env-hygiene]',
    ],
  ],
  [
    'a variable is set twice',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].env[3]': {
        name: 'DATA_SOURCE_USER_FILE',
        value: '/etc/postgres-exporter/username',
      },
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].env[3].name: 'DATA_SOURCE_USER_FILE' is set before. Remove one. [env-hygiene]",
    ],
  ],
  [
    'an address has a password',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].env[0].value':
        'exporter:hunter2@fraiseql-db.fraiseql.svc:5432/fraiseql',
    }),
    [
      'production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].env[0].value: Looks like a password in an address. Have it read from a file of a Secret. [no-secret-values]',
    ],
  ],
  [
    'a Secret with its value is written',
    add(password),
    [
      'production/example/Example: Secret monitoring/fraiseql-database, stringData: Would stand in git. Have an ExternalSecret bring it. [no-secret-objects]',
    ],
  ],
  [
    "a webhook stands in Alertmanager's configuration",
    bend('Secret', 'fraiseql-alertmanager-config', {
      "stringData['fraiseql.tmpl']": 'https://hooks.slack.com/services/T0/B0/x',
    }),
    [
      "production/routing/Configuration/Resource: Secret monitoring/fraiseql-alertmanager-config, stringData['fraiseql.tmpl']: Looks like a Slack webhook. Have it read from a file of a Secret. [no-secret-values]",
    ],
  ],
  [
    'a file of Alertmanager has a password',
    bend('Secret', 'fraiseql-alertmanager-config', {
      "stringData['fraiseql.tmpl']": 'smtp_auth_password: hunter2',
    }),
    [
      "production/routing/Configuration/Resource: Secret monitoring/fraiseql-alertmanager-config, stringData['fraiseql.tmpl']: Looks like a password in a file. Have it read from a file of a Secret. [no-secret-values]",
    ],
  ],
  [
    'a role gives everything',
    bend('Role', 'monitoring-fraiseql-kube-state-metrics', {
      'rules[0]': { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    }),
    [
      "production/exporters/KubeStateMetricsPermissions/Role: Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[0].apiGroups[0]: '*' gives what nobody has thought of. Name what is used. [least-rbac]",
      "production/exporters/KubeStateMetricsPermissions/Role: Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[0].resources[0]: '*' gives what nobody has thought of. Name what is used. [least-rbac]",
      "production/exporters/KubeStateMetricsPermissions/Role: Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[0].verbs[0]: '*' gives what nobody has thought of. Name what is used. [least-rbac]",
    ],
  ],
  [
    'a role gives secrets',
    bend('Role', 'monitoring-fraiseql-kube-state-metrics', { 'rules[0].resources[1]': 'secrets' }),
    [
      "production/exporters/KubeStateMetricsPermissions/Role: Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[0].resources[1]: 'secrets' lets the account read every password of the namespace. Mount the one that is needed. [least-rbac]",
    ],
  ],
  [
    "a role gives the node's own interface",
    bend('ClusterRole', 'monitoring-fraiseql-prometheus', { 'rules[0].resources[0]': 'nodes/proxy' }),
    [
      "production/prometheus/PrometheusNodePermissions/Role: ClusterRole monitoring-fraiseql-prometheus, rules[0].resources[0]: 'nodes/proxy' lets the account run commands in every pod of a node. Use 'nodes/metrics'. [least-rbac]",
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get nodes/metrics in the whole cluster, as scraping kubelets needs. Add it to a role that is bound to it. [rbac-sufficient]",
    ],
  ],
  [
    'a role gives changes',
    bend('Role', 'monitoring-fraiseql-kube-state-metrics', { 'rules[1].verbs[2]': 'delete' }),
    [
      "production/exporters/KubeStateMetricsPermissions/Role: Role fraiseql/monitoring-fraiseql-kube-state-metrics, rules[1].verbs[2]: 'delete' lets the account change what others rely on. Leave it out. [least-rbac]",
    ],
  ],
  [
    'everybody is bound to a role',
    bend('ClusterRoleBinding', 'monitoring-fraiseql-prometheus', {
      'subjects[1]': { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' },
    }),
    [
      "production/prometheus/PrometheusNodePermissions/Binding: ClusterRoleBinding monitoring-fraiseql-prometheus, subjects[1]: Must be the ServiceAccount of one workload, got Group 'system:authenticated'. [least-rbac]",
    ],
  ],
  [
    'a token is mounted that nobody uses',
    bend('StatefulSet', 'fraiseql-thanos-store', { 'spec.template.spec.automountServiceAccountToken': true }),
    [
      'production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec.template.spec.automountServiceAccountToken: Must be false, got true: no binding gives the account a right. [token-only-if-used]',
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec: StatefulSet monitoring/fraiseql-thanos-store → given addresses on TCP 6443 (where the Kubernetes API is, whose token it has) is closed: none of 'fraiseql-deny-all', 'fraiseql-thanos-store' lets it out. [network-edges]",
    ],
  ],
  [
    'a token is mounted by default',
    bend('ServiceAccount', 'fraiseql-thanos-query', { automountServiceAccountToken: undefined }),
    [
      'production/long-term/Query/Account/Resource: ServiceAccount monitoring/fraiseql-thanos-query, automountServiceAccountToken: Must be false, got nothing: no binding gives the account a right. [token-only-if-used]',
    ],
  ],
  [
    'two workloads share an account',
    bend('Deployment', 'fraiseql-thanos-query', {
      'spec.template.spec.serviceAccountName': 'fraiseql-thanos-store',
    }),
    [
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, spec.template.spec.serviceAccountName: Must name an account of its own, got 'fraiseql-thanos-store', that of StatefulSet fraiseql-thanos-store. [own-accounts]",
    ],
  ],
  [
    'the namespace takes any pod',
    bend('Namespace', 'monitoring', {
      "metadata.labels['pod-security.kubernetes.io/enforce']": 'privileged',
    }),
    [
      "production/namespace/Namespace/Resource: Namespace monitoring, metadata.labels['pod-security.kubernetes.io/enforce']: Must be 'restricted', got 'privileged': the API server would take pods that may do more. [restricted-namespace]",
    ],
  ],
  [
    'a Service is opened to the world',
    bend('Service', 'fraiseql-thanos-query', { 'spec.type': 'LoadBalancer' }),
    [
      "production/long-term/Query/Service/Resource: Service monitoring/fraiseql-thanos-query, spec.type: Must be 'ClusterIP', got 'LoadBalancer'. [service-internal]",
    ],
  ],
];

/** Faults of what keeps things running. */
const operations: readonly BrokenManifest[] = [
  [
    'a budget lets no pod go',
    bend('PodDisruptionBudget', 'fraiseql-thanos-query', { 'spec.maxUnavailable': 0 }),
    [
      'production/long-term/Query/Budget/Resource: PodDisruptionBudget monitoring/fraiseql-thanos-query, spec.maxUnavailable: Lets none of 2 pods go, got 0: its node could never be emptied. Use maxUnavailable: 1. [disruption-budget]',
    ],
  ],
  [
    'a budget keeps pods that never get ready',
    bend('PodDisruptionBudget', 'fraiseql-alertmanager', { 'spec.unhealthyPodEvictionPolicy': undefined }),
    [
      "production/alertmanager/AlertmanagerBudget/Resource: PodDisruptionBudget monitoring/fraiseql-alertmanager, spec.unhealthyPodEvictionPolicy: Must be 'AlwaysAllow', got nothing: a pod that is never ready would keep its node from being emptied. [disruption-budget]",
    ],
  ],
  [
    'replicas have no budget',
    remove('PodDisruptionBudget', 'fraiseql-prometheus'),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.replicas: 2 without a PodDisruptionBudget: an emptied node may end all of them at once. [disruption-budget]',
    ],
  ],
  [
    'replicas may share a node',
    bend('Prometheus', 'fraiseql', { 'spec.affinity': undefined }),
    [
      'production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.affinity.podAntiAffinity: Must keep its own replicas apart, or topologySpreadConstraints must: all may land on one node. [spread-out]',
    ],
  ],
  [
    'a release stops the old pods first',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.strategy': { type: 'Recreate' } }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.strategy.type: Must be 'RollingUpdate', got 'Recreate': all pods would be gone at once. [rollout-safe]",
    ],
  ],
  [
    'volumes go with their object',
    bend('Alertmanager', 'fraiseql', { 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' }),
    [
      "production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Must be 'Retain', got 'Delete': what is in the volumes cannot be made anew. [rollout-safe]",
    ],
  ],
  [
    'pods do not notice that their file has changed',
    bend('Deployment', 'fraiseql-blackbox-exporter', { 'spec.template.metadata.annotations': undefined }),
    [
      "production/exporters/BlackboxExporter/Resource: Deployment monitoring/fraiseql-blackbox-exporter, spec.template.metadata.annotations['checksum/config']: Must be the SHA-256 of the texts of its ConfigMaps, got nothing: a change of them would be read by nobody. [config-reloads]",
    ],
  ],
  [
    'an object is larger than the API server takes',
    bend('Secret', 'fraiseql-alertmanager-config', { "stringData['fraiseql.tmpl']": 'x'.repeat(1_000_000) }),
    [
      'production/routing/Configuration/Resource: Secret monitoring/fraiseql-alertmanager-config, metadata.name: Has 992 KiB, more than 900. Divide it. [size-limit]',
    ],
  ],
  [
    'an amount is not written as the operator writes it',
    bend('Prometheus', 'fraiseql', { 'spec.resources.requests.cpu': '1000m' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.resources.requests.cpu: Must be written as '1', got '1000m': Argo CD would show a difference for ever. [canonical-values]",
    ],
  ],
];

/** One fault each in manifests that are good. */
export const brokenManifests: readonly BrokenManifest[] = [
  ...form,
  ...names,
  ...pods,
  ...secretsAndRights,
  ...operations,
  ...brokenFields,
  ...brokenRelations,
];
