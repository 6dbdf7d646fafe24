import { bend, inside, remove } from './judge.ts';
import type { BrokenManifest } from './broken.ts';

/** Faults of names that lead nowhere. */
const references: readonly BrokenManifest[] = [
  [
    'a mounted Secret has another name',
    bend('StatefulSet', 'fraiseql-thanos-store', {
      'spec.template.spec.volumes[0].secret.secretName': 'thanos-storage',
    }),
    [
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec.template.spec.volumes[0].secret: There is no Secret 'thanos-storage' in monitoring: it is neither made here nor a prerequisite. [references-resolve]",
    ],
  ],
  [
    'a Secret is brought without a key that is read',
    bend('ExternalSecret', 'thanos-object-storage', { 'spec.data[0].secretKey': 'objstore.yaml' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.volumes[0].secret: Secret 'thanos-object-storage' has no key 'thanos.yaml', only 'objstore.yaml'. [references-resolve]",
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec.template.spec.volumes[0].secret: Secret 'thanos-object-storage' has no key 'thanos.yaml', only 'objstore.yaml'. [references-resolve]",
      "production/long-term/Compactor/Resource: StatefulSet monitoring/fraiseql-thanos-compact, spec.template.spec.volumes[0].secret: Secret 'thanos-object-storage' has no key 'thanos.yaml', only 'objstore.yaml'. [references-resolve]",
    ],
  ],
  [
    'a role is bound that is not made',
    bend('ClusterRoleBinding', 'monitoring-fraiseql-prometheus', { 'roleRef.name': 'prometheus' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.serviceAccountName: 'fraiseql-prometheus' may not get nodes/metrics in the whole cluster, as scraping kubelets needs. Add it to a role that is bound to it. [rbac-sufficient]",
      "production/prometheus/PrometheusNodePermissions/Binding: ClusterRoleBinding monitoring-fraiseql-prometheus, roleRef: There is no ClusterRole 'prometheus': it is neither made here nor a prerequisite. [references-resolve]",
    ],
  ],
  [
    'Alertmanager is told to read a configuration that is not there',
    bend('Alertmanager', 'fraiseql', { 'spec.configSecret': 'fraiseql-alertmanager' }),
    [
      "production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec.configSecret: There is no Secret 'fraiseql-alertmanager' in monitoring: it is neither made here nor a prerequisite. Did you mean 'fraiseql-alertmanager-config'? [references-resolve]",
    ],
  ],
  [
    "Alertmanager does not mount its receivers' keys",
    bend('Alertmanager', 'fraiseql', { 'spec.secrets': undefined }),
    [
      "production/routing/Configuration/Resource: Secret monitoring/fraiseql-alertmanager-config, stringData['alertmanager.yaml']: Alertmanager does not mount Secret 'alertmanager-receivers'. [references-resolve]",
    ],
  ],
  [
    'Prometheus tells an Alertmanager that is not there',
    bend('Prometheus', 'fraiseql', { 'spec.alerting.alertmanagers[0].name': 'alertmanager-operated' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec.alerting.alertmanagers[0]: There is no Service 'alertmanager-operated' in monitoring: it is neither made here nor a prerequisite. [references-resolve]",
    ],
  ],
  [
    'a host name is misspelt',
    bend('Probe', 'fraiseql-api-health', { 'spec.prober.url': 'fraiseql-blackbox.monitoring.svc:9115' }),
    [
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.prober.url: There is no Service for 'fraiseql-blackbox.monitoring.svc:9115': none of that name is made here. [references-resolve]",
      'production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.prober.url: Leads to no pods whose configuration is made here. [probe-module-exists]',
    ],
  ],
  [
    'a host is asked on a port that it does not have',
    bend('Probe', 'fraiseql-api-health', {
      'spec.prober.url': 'fraiseql-blackbox-exporter.monitoring.svc:9116',
    }),
    [
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.prober.url: Service 'fraiseql-blackbox-exporter' has no port 9116, only 9115. [references-resolve]",
    ],
  ],
  [
    'a program reads a file that is not mounted',
    bend('Deployment', 'fraiseql-blackbox-exporter', {
      'spec.template.spec.containers[0].args[0]': '--config.file=/etc/blackbox/config.yml',
    }),
    [
      "production/exporters/BlackboxExporter/Resource: Deployment monitoring/fraiseql-blackbox-exporter, spec.template.spec.containers[0]: Reads '/etc/blackbox/config.yml': ConfigMap 'fraiseql-blackbox-exporter' has no key 'config.yml', only 'blackbox.yml'. [references-resolve]",
      'production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.prober.url: Leads to no pods whose configuration is made here. [probe-module-exists]',
    ],
  ],
  [
    'the secret store is one that nobody has',
    bend('ExternalSecret', 'thanos-object-storage', { 'spec.secretStoreRef.name': 'vault' }),
    [
      "production/secrets/thanos-object-storage/Resource: ExternalSecret monitoring/thanos-object-storage, spec.secretStoreRef: There is no ClusterSecretStore 'vault': it is neither made here nor a prerequisite. [references-resolve]",
    ],
  ],
];

/** Faults of ports. */
const ports: readonly BrokenManifest[] = [
  [
    'a Service leads to a port that nobody listens on',
    bend('Service', 'fraiseql-thanos-query', { 'spec.ports[1].targetPort': 9090 }),
    [
      "production/long-term/Query/Service/Resource: Service monitoring/fraiseql-thanos-query, spec.ports[1].targetPort: 9090 (TCP) is no port of the pods of Deployment 'fraiseql-thanos-query', which have 'grpc' or 'http'. [ports-resolve]",
    ],
  ],
  [
    'a monitor asks for a port by the name that it has elsewhere',
    bend('ServiceMonitor', 'fraiseql-thanos-query', { 'spec.endpoints[0].port': 'web' }),
    [
      "production/scraping/fraiseql-thanos-query/Resource: ServiceMonitor monitoring/fraiseql-thanos-query, spec.endpoints[0].port: 'web' is no port of 'fraiseql-thanos-query', which has 'grpc' or 'http'. [ports-resolve]",
    ],
  ],
  [
    'readiness is asked of a port that is not there',
    bend('Deployment', 'fraiseql-kube-state-metrics', {
      'spec.template.spec.containers[0].readinessProbe.httpGet.port': 'metrics',
    }),
    [
      "production/exporters/KubeStateMetrics/Resource: Deployment monitoring/fraiseql-kube-state-metrics, spec.template.spec.containers[0].readinessProbe: Port 'metrics' is none of the container's, 'http' or 'telemetry'. [ports-resolve]",
    ],
  ],
  [
    'a program is told to listen elsewhere',
    bend('Deployment', 'fraiseql-kube-state-metrics', {
      'spec.template.spec.containers[0].args[4]': '--telemetry-port=8082',
    }),
    [
      'production/exporters/KubeStateMetrics/Resource: Deployment monitoring/fraiseql-kube-state-metrics, spec.template.spec.containers[0].ports: Lack 8082, which an argument has it listen on. [ports-resolve]',
    ],
  ],
];

/** Faults of selectors. */
const selectors: readonly BrokenManifest[] = [
  [
    'a Service finds no pods',
    bend('Service', 'fraiseql-thanos-query', { "spec.selector['app.kubernetes.io/name']": 'thanos-query' }),
    [
      'production/long-term/Query/Service/Resource: Service monitoring/fraiseql-thanos-query, spec.selector: Finds no pods in monitoring: none that are made here, and no prerequisite, have app.kubernetes.io/name=thanos-query, app.kubernetes.io/part-of=fraiseql-monitoring. [selectors-match]',
    ],
  ],
  [
    'a monitor finds no Service',
    bend('ServiceMonitor', 'fraiseql-api', { 'spec.selector.matchLabels': { app: 'fraiseql' } }),
    [
      'production/scraping/Service/Resource: ServiceMonitor monitoring/fraiseql-api, spec.selector: Finds no Service: none that is made here, and no prerequisite, has app=fraiseql. [selectors-match]',
    ],
  ],
  [
    'a monitor looks into its own namespace alone',
    bend('ServiceMonitor', 'fraiseql-api', { 'spec.namespaceSelector': undefined }),
    [
      'production/scraping/Service/Resource: ServiceMonitor monitoring/fraiseql-api, spec.selector: Finds no Service: none that is made here, and no prerequisite, has app.kubernetes.io/name=fraiseql-api. [selectors-match]',
    ],
  ],
  [
    'a workload does not select its own pods',
    bend('StatefulSet', 'fraiseql-thanos-store', {
      "spec.selector.matchLabels['app.kubernetes.io/name']": 'thanos-store',
    }),
    [
      'production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec.selector: Does not take the pods of its own template: they do not have app.kubernetes.io/name=thanos-store, app.kubernetes.io/part-of=fraiseql-monitoring. [selectors-match]',
    ],
  ],
  [
    'nobody evaluates the rules',
    bend('Prometheus', 'fraiseql', { 'spec.ruleSelector': undefined }),
    [
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
    ],
  ],
  [
    'Prometheus does not look at the monitors',
    bend('Prometheus', 'fraiseql', { 'spec.serviceMonitorSelector.matchLabels': { release: 'prometheus' } }),
    [
      'production/scraping/Service/Resource: ServiceMonitor monitoring/fraiseql-api, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-postgres-exporter/Resource: ServiceMonitor monitoring/fraiseql-postgres-exporter, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-blackbox-exporter/Resource: ServiceMonitor monitoring/fraiseql-blackbox-exporter, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-kube-state-metrics/Resource: ServiceMonitor monitoring/fraiseql-kube-state-metrics, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-prometheus/Resource: ServiceMonitor monitoring/fraiseql-prometheus, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-alertmanager/Resource: ServiceMonitor monitoring/fraiseql-alertmanager, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-thanos-store/Resource: ServiceMonitor monitoring/fraiseql-thanos-store, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-thanos-compact/Resource: ServiceMonitor monitoring/fraiseql-thanos-compact, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/fraiseql-thanos-query/Resource: ServiceMonitor monitoring/fraiseql-thanos-query, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
      'production/scraping/Kubelet/Resource: ServiceMonitor monitoring/fraiseql-kubelet, metadata.labels: No Prometheus selects it: its labels are not those that they ask for. [selectors-match]',
    ],
  ],
  [
    'one of several shards evaluates rules over all',
    bend('Prometheus', 'fraiseql', { 'spec.shards': 3 }),
    [
      "production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, metadata.labels: Prometheus 'fraiseql' selects it, whose shards each see a part of the series. Leave it to ThanosRuler. [selectors-match]",
    ],
  ],
];

/** Faults of probes and rules. */
const rules: readonly BrokenManifest[] = [
  [
    'a probe asks for a module that is not configured',
    bend('Probe', 'fraiseql-api-health', { 'spec.module': 'http_health' }),
    [
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.module: Must be a module of the prober, 'fraiseql_health' or 'http_2xx', got 'http_health'. [probe-module-exists]",
    ],
  ],
  [
    'Prometheus gives a probe up before it may answer',
    bend('Probe', 'fraiseql-api-health', { 'spec.scrapeTimeout': '5s' }),
    [
      "production/scraping/Probe-api-health/Resource: Probe monitoring/fraiseql-api-health, spec.scrapeTimeout: Must be 0.5 s or more above the 5s that module 'fraiseql_health' may take, got 5s: the prober would be cut off. [probe-module-exists]",
    ],
  ],
  [
    'a rule asks about a CronJob that does not exist',
    bend('PrometheusRule', 'fraiseql-alerts', {
      'spec.groups[0].rules[0].expr':
        'time() - kube_cronjob_status_last_successful_time{namespace="fraiseql", cronjob="backup"} > 90000',
    }),
    [
      "production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[0].expr: ServiceDown asks for the CronJob 'backup', which is neither made in fraiseql nor a prerequisite. [alert-cronjob-exists]",
    ],
  ],
  [
    'a rule asks for a job that nobody scrapes',
    bend('PrometheusRule', 'fraiseql-alerts', {
      'spec.groups[0].rules[0].expr': 'up{job="fraiseql-api"} == 0',
    }),
    [
      "production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[0].expr: ServiceDown asks for the job 'fraiseql-api', which no monitor or probe gives to anything. [rule-jobs-scraped]",
    ],
  ],
  [
    'the monitor of something with rules goes',
    remove('ServiceMonitor', 'fraiseql-kubelet'),
    [
      "production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[9].rules[3].expr: MonitoringTargetDown asks for the job 'kubelet', which no monitor or probe gives to anything. [rule-jobs-scraped]",
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[7].expr: Asks for kubelet_volume_stats_available_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[7].expr: Asks for kubelet_volume_stats_capacity_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[8].expr: Asks for kubelet_volume_stats_available_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[8].expr: Asks for kubelet_volume_stats_capacity_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[0].expr: Asks for container_cpu_usage_seconds_total of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[1].expr: Asks for container_cpu_usage_seconds_total of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[2].expr: Asks for container_memory_working_set_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[3].expr: Asks for container_memory_working_set_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/network/fraiseql-prometheus/Resource: NetworkPolicy monitoring/fraiseql-prometheus, spec.egress[3].to[0]: Opens Prometheus monitoring/fraiseql → 0.0.0.0/0 on TCP 10250, which nobody needs. [network-edges]',
    ],
  ],
];

/** Faults of mounts, names, scrapes and series. */
const silent: readonly BrokenManifest[] = [
  [
    'a container mounts a volume that is not there',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].volumeMounts[0].name': 'secrets',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.containers[0].volumeMounts[0]: There is no volume 'secrets'. Did you mean 'secret'? [references-resolve]",
    ],
  ],
  [
    'pods go first by a class that nobody has',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.priorityClassName': 'monitoring',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.priorityClassName: There is no PriorityClass 'monitoring': it is neither made here nor a prerequisite. [references-resolve]",
    ],
  ],
  [
    'pods ask the resolver of their node',
    bend('Deployment', 'fraiseql-postgres-exporter', { 'spec.template.spec.dnsPolicy': 'Default' }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec.template.spec.dnsPolicy: Must be 'ClusterFirst', got 'Default': the pods would find no Service by its name. [references-resolve]",
    ],
  ],
  [
    'a scrape takes longer than until the next',
    bend('ServiceMonitor', 'fraiseql-thanos-query', { 'spec.endpoints[0].scrapeTimeout': '45s' }),
    [
      'production/scraping/fraiseql-thanos-query/Resource: ServiceMonitor monitoring/fraiseql-thanos-query, spec.endpoints[0].scrapeTimeout: Must not be above the interval, 30s, got 45s: the operator would leave the whole ServiceMonitor out. [scrape-timeouts]',
    ],
  ],
  [
    'a series is not on the list of kube-state-metrics',
    bend('Deployment', 'fraiseql-kube-state-metrics', {
      'spec.template.spec.containers[0].args[2]':
        '--metric-allowlist=kube_cronjob_created,kube_cronjob_status_last_successful_time,kube_job_status_failed,kube_job_status_start_time',
    }),
    [
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[0].expr: Asks for kube_pod_container_resource_limits of fraiseql, which kube-state-metrics does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[1].expr: Asks for kube_pod_container_resource_limits of fraiseql, which kube-state-metrics does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[2].expr: Asks for kube_pod_container_resource_limits of fraiseql, which kube-state-metrics does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[5].rules[3].expr: Asks for kube_pod_container_resource_limits of fraiseql, which kube-state-metrics does not export: the expression never finds anything. [series-are-exported]',
    ],
  ],
  [
    'a series of kubelets is thrown away',
    bend('ServiceMonitor', 'fraiseql-kubelet', (object) => {
      for (const endpoint of [0, 1]) {
        inside(object, 'spec', 'endpoints', endpoint, 'metricRelabelings', 0).regex =
          '(container_cpu_usage_seconds_total|container_memory_working_set_bytes|kubelet_volume_stats_capacity_bytes);fraiseql';
      }
    }),
    [
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[7].expr: Asks for kubelet_volume_stats_available_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
      'production/rules/Alerts/Resource: PrometheusRule monitoring/fraiseql-alerts, spec.groups[0].rules[8].expr: Asks for kubelet_volume_stats_available_bytes of fraiseql, which the monitor of kubelets does not export: the expression never finds anything. [series-are-exported]',
    ],
  ],
];

/** Faults of NetworkPolicies. */
const network: readonly BrokenManifest[] = [
  [
    'a scrape is not let out',
    bend('NetworkPolicy', 'fraiseql-prometheus', { 'spec.egress[0].ports[0].port': 9188 }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec: Prometheus monitoring/fraiseql → Deployment monitoring/fraiseql-postgres-exporter on TCP 9187 (which it scrapes) is closed: none of 'fraiseql-deny-all', 'fraiseql-prometheus' lets it out. [network-edges]",
      'production/network/fraiseql-prometheus/Resource: NetworkPolicy monitoring/fraiseql-prometheus, spec.egress[0].to[0]: Opens Prometheus monitoring/fraiseql → Deployment monitoring/fraiseql-postgres-exporter on TCP 9188, which nobody needs. [network-edges]',
    ],
  ],
  [
    'a scrape is not let in',
    bend('NetworkPolicy', 'fraiseql-postgres-exporter', { 'spec.ingress': undefined }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec: Prometheus monitoring/fraiseql → Deployment monitoring/fraiseql-postgres-exporter on TCP 9187 (which it scrapes) is closed: none of 'fraiseql-deny-all', 'fraiseql-postgres-exporter' lets it in. [network-edges]",
    ],
  ],
  [
    'nobody may ask for addresses over TCP',
    bend('NetworkPolicy', 'fraiseql-thanos-store', {
      'spec.egress[1].ports': [{ port: 53, protocol: 'UDP' }],
    }),
    [
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec: StatefulSet monitoring/fraiseql-thanos-store → pods k8s-app=kube-dns of namespace kube-system on TCP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all', 'fraiseql-thanos-store' lets it out. [network-edges]",
    ],
  ],
  [
    'nobody may ask for addresses at all',
    bend('NetworkPolicy', 'fraiseql-thanos-store', {
      'spec.egress[1].ports': [{ port: 443, protocol: 'TCP' }],
    }),
    [
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec: StatefulSet monitoring/fraiseql-thanos-store → pods k8s-app=kube-dns of namespace kube-system on UDP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all', 'fraiseql-thanos-store' lets it out. [network-edges]",
      "production/long-term/Store/Resource: StatefulSet monitoring/fraiseql-thanos-store, spec: StatefulSet monitoring/fraiseql-thanos-store → pods k8s-app=kube-dns of namespace kube-system on TCP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all', 'fraiseql-thanos-store' lets it out. [network-edges]",
      'production/network/fraiseql-thanos-store/Resource: NetworkPolicy monitoring/fraiseql-thanos-store, spec.egress[1].to[0]: Opens StatefulSet monitoring/fraiseql-thanos-store → pods k8s-app=kube-dns of namespace kube-system on TCP 443, which nobody needs. [network-edges]',
    ],
  ],
  [
    'the members of a cluster do not hear each other',
    bend('NetworkPolicy', 'fraiseql-alertmanager', {
      'spec.ingress[1].ports': [{ port: 9094, protocol: 'TCP' }],
    }),
    [
      "production/alertmanager/Alertmanager/Resource: Alertmanager monitoring/fraiseql, spec: Alertmanager monitoring/fraiseql → Alertmanager monitoring/fraiseql on UDP 9094 (where the other members of its cluster are) is closed: none of 'fraiseql-deny-all', 'fraiseql-alertmanager' lets it in. [network-edges]",
    ],
  ],
  [
    'a database is moved to another port, and the policy is not',
    bend('Deployment', 'fraiseql-postgres-exporter', {
      'spec.template.spec.containers[0].env[0].value':
        'fraiseql-db.fraiseql.svc:6432/fraiseql?sslmode=require',
    }),
    [
      "production/exporters/PostgresExporter/Resource: Deployment monitoring/fraiseql-postgres-exporter, spec: Deployment monitoring/fraiseql-postgres-exporter → pods of namespace fraiseql on TCP 6432 (whose address it is given) is closed: none of 'fraiseql-deny-all', 'fraiseql-postgres-exporter' lets it out. [network-edges]",
      'production/network/fraiseql-postgres-exporter/Resource: NetworkPolicy monitoring/fraiseql-postgres-exporter, spec.egress[0].to[0]: Opens Deployment monitoring/fraiseql-postgres-exporter → pods of namespace fraiseql on TCP 5432, which nobody needs. [network-edges]',
    ],
  ],
  [
    'everybody may connect',
    bend('NetworkPolicy', 'fraiseql-thanos-query', { 'spec.ingress[0].from': undefined }),
    [
      'production/network/fraiseql-thanos-query/Resource: NetworkPolicy monitoring/fraiseql-thanos-query, spec.ingress[0]: Opens Deployment monitoring/fraiseql-thanos-query for everybody. Name the other end. [network-edges]',
    ],
  ],
  [
    'every port is open',
    bend('NetworkPolicy', 'fraiseql-thanos-query', { 'spec.egress[0].ports': undefined }),
    [
      'production/network/fraiseql-thanos-query/Resource: NetworkPolicy monitoring/fraiseql-thanos-query, spec.egress[0].to[0]: Opens Deployment monitoring/fraiseql-thanos-query on every port. Name those that are needed. [network-edges]',
    ],
  ],
  [
    'a whole namespace may connect',
    bend('NetworkPolicy', 'fraiseql-prometheus', {
      'spec.ingress[1].from[0].namespaceSelector.matchLabels': { 'kubernetes.io/metadata.name': 'fraiseql' },
    }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, spec: pods of namespace grafana → Prometheus monitoring/fraiseql on TCP 9090 (which it may query) is closed: none of 'fraiseql-deny-all', 'fraiseql-prometheus' lets it in. [network-edges]",
      'production/network/fraiseql-prometheus/Resource: NetworkPolicy monitoring/fraiseql-prometheus, spec.ingress[1].from[0]: Opens pods of namespace fraiseql → Prometheus monitoring/fraiseql on TCP 9090, which nobody needs. [network-edges]',
    ],
  ],
  [
    "the node's credentials are in reach",
    bend('NetworkPolicy', 'fraiseql-thanos-compact', { 'spec.egress[0].to[0].ipBlock.except': undefined }),
    [
      'production/network/fraiseql-thanos-compact/Resource: NetworkPolicy monitoring/fraiseql-thanos-compact, spec.egress[0].to[0]: Opens StatefulSet monitoring/fraiseql-thanos-compact → 0.0.0.0/0 on TCP 443, which takes in 169.254.0.0 too. Leave it out with `except`. [network-edges]',
    ],
  ],
  [
    'an account has a token and no way to the API',
    bend('NetworkPolicy', 'fraiseql-kube-state-metrics', {
      'spec.egress[0].ports': [{ port: 443, protocol: 'TCP' }],
    }),
    [
      "production/exporters/KubeStateMetrics/Resource: Deployment monitoring/fraiseql-kube-state-metrics, spec: Deployment monitoring/fraiseql-kube-state-metrics → given addresses on TCP 6443 (where the Kubernetes API is, whose token it has) is closed: none of 'fraiseql-deny-all', 'fraiseql-kube-state-metrics' lets it out. [network-edges]",
    ],
  ],
  [
    'pods may go anywhere',
    {
      ...bend('NetworkPolicy', 'fraiseql-thanos-query', {
        'spec.policyTypes': ['Ingress'],
        'spec.egress': undefined,
      }),
    },
    [
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, spec: Deployment monitoring/fraiseql-thanos-query → Prometheus monitoring/fraiseql on TCP 10901 (whose address it is given) is closed: none of 'fraiseql-deny-all' lets it out. [network-edges]",
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, spec: Deployment monitoring/fraiseql-thanos-query → StatefulSet monitoring/fraiseql-thanos-store on TCP 10901 (whose address it is given) is closed: none of 'fraiseql-deny-all' lets it out. [network-edges]",
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, spec: Deployment monitoring/fraiseql-thanos-query → pods k8s-app=kube-dns of namespace kube-system on UDP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all' lets it out. [network-edges]",
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, spec: Deployment monitoring/fraiseql-thanos-query → pods k8s-app=kube-dns of namespace kube-system on TCP 53 (which tells it addresses) is closed: none of 'fraiseql-deny-all' lets it out. [network-edges]",
    ],
  ],
];

/** Faults of what Argo CD does. */
const delivery: readonly BrokenManifest[] = [
  [
    'an object is deleted in order to change it',
    bend('Service', 'fraiseql-thanos-query', {
      "metadata.annotations['argocd.argoproj.io/sync-options']": 'Replace=true',
    }),
    [
      "production/long-term/Query/Service/Resource: Service monitoring/fraiseql-thanos-query, metadata.annotations['argocd.argoproj.io/sync-options']: Must not have Replace=true: it deletes the object in order to change it. [argo-order]",
    ],
  ],
  [
    'a Prometheus is made anew with each sync',
    bend('Prometheus', 'fraiseql', { "metadata.annotations['argocd.argoproj.io/hook']": 'PreSync' }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, metadata.annotations['argocd.argoproj.io/hook']: Must not be set: Argo CD deletes hooks, and what goes with a Prometheus cannot be made anew. [argo-order]",
    ],
  ],
  [
    'a Secret goes with what is in the store',
    bend('ExternalSecret', 'thanos-object-storage', { 'spec.target.deletionPolicy': 'Delete' }),
    [
      "production/secrets/thanos-object-storage/Resource: ExternalSecret monitoring/thanos-object-storage, spec.target.deletionPolicy: Must be 'Retain', got 'Delete': what is gone from the store would take the Secret away from running pods. [argo-order]",
    ],
  ],
  [
    'a Secret belongs to nobody',
    bend('ExternalSecret', 'thanos-object-storage', { 'spec.target.creationPolicy': 'Orphan' }),
    [
      "production/secrets/thanos-object-storage/Resource: ExternalSecret monitoring/thanos-object-storage, spec.target.creationPolicy: Must be 'Owner', got 'Orphan': nobody would remove the Secret, or make it. [argo-order]",
    ],
  ],
  [
    'a configuration comes after those who read it',
    bend('ConfigMap', 'fraiseql-blackbox-exporter', {
      "metadata.annotations['argocd.argoproj.io/sync-wave']": '20',
    }),
    [
      "production/exporters/BlackboxConfig/Resource: ConfigMap monitoring/fraiseql-blackbox-exporter, metadata.annotations['argocd.argoproj.io/sync-wave']: Must be '-20', '-10', '0' or '10', got '20'. [argo-order]",
      "production/exporters/BlackboxExporter/Resource: Deployment monitoring/fraiseql-blackbox-exporter, metadata.annotations['argocd.argoproj.io/sync-wave']: Must not be before ConfigMap 'fraiseql-blackbox-exporter', which it needs: that is of wave 20. [argo-order]",
    ],
  ],
  [
    'pods start before the policy that closes them',
    bend('NetworkPolicy', 'fraiseql-thanos-query', {
      "metadata.annotations['argocd.argoproj.io/sync-wave']": '20',
    }),
    [
      "production/network/fraiseql-thanos-query/Resource: NetworkPolicy monitoring/fraiseql-thanos-query, metadata.annotations['argocd.argoproj.io/sync-wave']: Must be '-20', '-10', '0' or '10', got '20'. [argo-order]",
      "production/long-term/Query/Resource: Deployment monitoring/fraiseql-thanos-query, metadata.annotations['argocd.argoproj.io/sync-wave']: Must not be before NetworkPolicy 'fraiseql-thanos-query', which it needs: that is of wave 20. [argo-order]",
    ],
  ],
  [
    'an object has no wave',
    bend('Service', 'fraiseql-thanos-query', {
      "metadata.annotations['argocd.argoproj.io/sync-wave']": undefined,
    }),
    [
      "production/long-term/Query/Service/Resource: Service monitoring/fraiseql-thanos-query, metadata.annotations['argocd.argoproj.io/sync-wave']: Must be '-20', '-10', '0' or '10', got nothing. [argo-order]",
    ],
  ],
  [
    'data may be removed by a mistake',
    bend('Prometheus', 'fraiseql', { "metadata.annotations['argocd.argoproj.io/sync-options']": undefined }),
    [
      "production/prometheus/Prometheus/Resource: Prometheus monitoring/fraiseql, metadata.annotations['argocd.argoproj.io/sync-options']: Must have Prune=confirm,Delete=confirm: what goes with a Prometheus cannot be made anew. [argo-order]",
    ],
  ],
  [
    'the project allows every kind',
    bend('AppProject', 'fraiseql-monitoring-production', {
      'spec.namespaceResourceWhitelist': [{ group: '*', kind: '*' }],
    }),
    [
      "production/argocd/Project/Resource: AppProject argocd/fraiseql-monitoring-production, spec.namespaceResourceWhitelist: Must not have '* *'. Name what is used. [argo-allows]",
    ],
  ],
  [
    'production applies the folder of staging',
    bend('Application', 'fraiseql-monitoring-production', { 'spec.source.path': 'dist/staging/manifests' }),
    [
      "production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.source.path: Must be 'dist/production/manifests', got 'dist/staging/manifests'. [argo-allows]",
    ],
  ],
  [
    'an empty folder removes everything',
    bend('Application', 'fraiseql-monitoring-production', { 'spec.syncPolicy.automated.allowEmpty': true }),
    [
      'production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.syncPolicy.automated.allowEmpty: Must be false, got true. [argo-allows]',
    ],
  ],
  [
    'large objects are applied by the client',
    bend('Application', 'fraiseql-monitoring-production', {
      'spec.syncPolicy.syncOptions': ['PruneLast=true'],
    }),
    [
      "production/argocd/Application/Resource: Application argocd/fraiseql-monitoring-production, spec.syncPolicy.syncOptions: Must have 'ServerSideApply=true'. [argo-allows]",
    ],
  ],
];

/** Faults of how objects fit together, one in manifests that are good. */
export const brokenRelations: readonly BrokenManifest[] = [
  ...references,
  ...ports,
  ...selectors,
  ...rules,
  ...silent,
  ...network,
  ...delivery,
];
