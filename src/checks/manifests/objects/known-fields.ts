/** Fields that an object may have in one place, each with what it does. */
export interface Known {
  /** Such as `spec.thanos`. */
  readonly below: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Of pods that the Prometheus Operator makes; other checks judge what is in them. */
const pods = {
  affinity: 'where pods rather run',
  automountServiceAccountToken: 'whether pods have a token',
  containers: 'changes containers, by name',
  hostNetwork: 'shares the network of the node',
  image: 'the program',
  imagePullPolicy: 'when the registry is asked',
  imagePullSecrets: 'how the registry knows us',
  initContainers: 'changes containers that run first, by name',
  nodeSelector: 'where pods may run',
  podMetadata: 'labels and annotations of pods',
  priorityClassName: 'which pods go first when a node is full',
  replicas: 'how many pods',
  resources: 'what the program needs and may take',
  securityContext: 'what all containers may do',
  serviceAccountName: 'whose rights pods have',
  serviceName: 'governing Service',
  storage: 'where data is kept',
  tolerations: 'which nodes take the pods all the same',
  topologySpreadConstraints: 'how pods are spread',
  version: 'what the operator writes the configuration for',
  volumeMounts: 'what the program finds in which folder',
  volumes: 'what may be mounted',
};

const claims = { persistentVolumeClaimRetentionPolicy: 'what becomes of volumes' };

const prometheus = {
  ...pods,
  ...claims,
  alerting: 'whom it tells of alerts',
  evaluationInterval: 'how often rules are evaluated',
  externalLabels: 'labels that mark its series and alerts',
  externalUrl: 'its address in links',
  podMonitorNamespaceSelector: 'where it looks for PodMonitors',
  podMonitorSelector: 'PodMonitors that it follows',
  probeNamespaceSelector: 'where it looks for Probes',
  probeSelector: 'Probes that it follows',
  prometheusExternalLabelName: 'label with its own name',
  replicaExternalLabelName: 'label that tells its replicas apart',
  retention: 'how long samples are kept',
  retentionSize: 'how much room they may take',
  ruleNamespaceSelector: 'where it looks for rules',
  ruleSelector: 'rules that it evaluates',
  scrapeInterval: 'how often it scrapes',
  serviceDiscoveryRole: 'objects by which it finds its targets',
  serviceMonitorNamespaceSelector: 'where it looks for ServiceMonitors',
  serviceMonitorSelector: 'ServiceMonitors that it follows',
  shards: 'parts that targets are divided into',
  thanos: 'the sidecar',
};

const sidecar = {
  image: 'the program',
  objectStorageConfig: 'Secret with the address of the object storage',
  objectStorageConfigFile: 'file with the address of the object storage',
  resources: 'what it needs and may take',
  volumeMounts: 'what it finds in which folder',
};

const alertmanager = {
  ...pods,
  ...claims,
  configSecret: 'its configuration',
  externalUrl: 'its address in links',
  retention: 'how long silences and what was sent are remembered',
  secrets: 'Secrets that it mounts',
};

const ruler = {
  ...pods,
  alertQueryUrl: 'address in the links of its alerts',
  alertmanagersUrl: 'whom it tells of alerts',
  evaluationInterval: 'how often rules are evaluated',
  labels: 'labels that mark its series and alerts',
  objectStorageConfig: 'Secret with the address of the object storage',
  objectStorageConfigFile: 'file with the address of the object storage',
  queryEndpoints: 'whom it asks for series',
  retention: 'how long its own series are kept',
  ruleNamespaceSelector: 'where it looks for rules',
  ruleSelector: 'rules that it evaluates',
};

const source = {
  directory: 'how the folder is read',
  path: 'folder that is applied',
  repoURL: 'repository that is applied',
  targetRevision: 'branch or tag that is applied',
};

const application: readonly Known[] = [
  {
    below: 'spec',
    fields: {
      destination: 'where it is applied',
      info: 'links for people',
      project: 'what it may touch',
      revisionHistoryLimit: 'how many revisions are remembered',
      source: 'what is applied',
      syncPolicy: 'when and how it is applied',
    },
  },
  { below: 'spec.source', fields: source },
  {
    below: 'spec.source.directory',
    fields: { include: 'files that are applied', recurse: 'whether folders below are read' },
  },
  {
    below: 'spec.syncPolicy',
    fields: {
      automated: 'applies without being asked',
      retry: 'how often it is tried again',
      syncOptions: 'how it is applied',
    },
  },
  {
    below: 'spec.syncPolicy.automated',
    fields: {
      allowEmpty: 'whether an empty folder removes everything',
      prune: 'removes what is no more in the folder',
      selfHeal: 'takes back what others have changed',
    },
  },
];

/** Places whose fields are judged, by the kind of the object. */
export const knownFields: Readonly<Record<string, readonly Known[]>> = {
  Prometheus: [
    { below: 'spec', fields: prometheus },
    { below: 'spec.thanos', fields: sidecar },
  ],
  Alertmanager: [{ below: 'spec', fields: alertmanager }],
  ThanosRuler: [{ below: 'spec', fields: ruler }],
  GrafanaDashboard: [
    {
      below: 'spec',
      fields: {
        allowCrossNamespaceImport: 'whether a Grafana of another namespace shows it',
        configMapRef: 'where the dashboard is',
        folder: 'where it appears',
        instanceSelector: 'which Grafana shows it',
        resyncPeriod: 'how often it is brought there again',
      },
    },
  ],
  Application: application,
  AppProject: [
    {
      below: 'spec',
      fields: {
        clusterResourceWhitelist: 'kinds without a namespace that may be applied',
        description: 'a sentence for people',
        destinations: 'clusters and namespaces that may be applied to',
        namespaceResourceWhitelist: 'kinds with a namespace that may be applied',
        sourceRepos: 'repositories that may be applied',
      },
    },
  ],
};

/** Fields of containers. A `command` is known where it is a script that is mounted: otherwise arguments are those of the image's own program. */
export const knownOfContainers = {
  args: 'arguments of the program',
  env: 'variables',
  envFrom: 'variables from Secrets and ConfigMaps',
  image: 'the program',
  imagePullPolicy: 'when the registry is asked',
  livenessProbe: 'when it is started anew',
  name: 'what it is called',
  ports: 'where it listens',
  readinessProbe: 'when it is asked',
  resources: 'what it needs and may take',
  securityContext: 'what it may do',
  startupProbe: 'when it has started',
  volumeMounts: 'what it finds in which folder',
};
