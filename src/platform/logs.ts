import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { ConfigFile } from '../constructs/config-file.ts';
import { NodeNamespace } from '../constructs/namespace.ts';
import { NodeAgent } from '../constructs/node-agent.ts';
import { OneOffJob } from '../constructs/one-off-job.ts';
import { Workload } from '../constructs/workload.ts';
import type { LogsConfigInput } from '../logs/config.ts';
import { filebeatConfig } from '../logs/filebeat.ts';
import { jobs } from '../model/jobs.ts';
import { filebeatName, logsSetupName } from '../model/names.ts';
import { toYaml } from '../output/yaml.ts';
import type { Settings } from '../settings/schema.ts';

/** The logs, where they are shipped. */
export type Logs = NonNullable<Settings['logs']>;

/** Port on which the exporter answers. */
export const logsExporterPort = 9090;

const folder = '/etc/fraiseql-logs';
const secretFolder = `${folder}-secret`;

/**
 * Lines from the nodes to Elasticsearch: the namespace, what makes Elasticsearch ready, what sends, and what looks whether they came. What
 * keeps them for years in S3 is `log-archive.ts`, in the same namespace.
 */
export function logs(chart: Chart, settings: Settings, props: Logs): void {
  new NodeNamespace(chart, 'Namespace', { name: props.namespace });
  const config = toYaml(logsConfig(settings, props));
  setup(chart, props, config);
  exporter(chart, props, config);
  filebeat(chart, settings, props);
}

/** Keys of the Secret that a pod reads: its own, and the authorities. */
const secretOf = ({ elasticsearch: { secret, ca } }: Logs, key: string) => ({
  path: secretFolder,
  from: { secret, keys: [key, ...(ca ? ['ca.crt'] : [])] },
});

const caFile = ({ elasticsearch: { ca } }: Logs): { caFile?: string } =>
  ca ? { caFile: `${secretFolder}/ca.crt` } : {};

const logsConfig = ({ environment }: Settings, props: Logs): LogsConfigInput => ({
  environment,
  elasticsearch: { url: props.elasticsearch.url, ...caFile(props) },
  retention: props.retention,
});

/** Gives Elasticsearch its templates, with each sync. It needs some seconds, or waits for Elasticsearch. */
function setup(chart: Chart, props: Logs, config: string): void {
  const { namespace, image } = props;
  const name = logsSetupName;
  new ConfigFile(chart, 'SetupConfig', { namespace, name, files: { 'logs.yaml': config } });
  new OneOffJob(chart, 'Setup', {
    namespace,
    name,
    image,
    args: [
      'logs',
      'setup',
      `--config=${folder}/logs.yaml`,
      `--api-key-file=${secretFolder}/setup-api-key`,
      '--deadline=3m',
    ],
    endWithin: 600,
    retries: 2,
    resources: { cpu: '20m', cpuLimit: '500m', memory: '128Mi' },
    mounts: [{ path: folder, from: { configMap: name } }, secretOf(props, 'setup-api-key')],
  });
}

/** Tells Prometheus what Elasticsearch has. One is enough: its absence is seen. */
function exporter(chart: Chart, props: Logs, config: string): void {
  const { namespace, image } = props;
  const name = jobs.logsExporter;
  new ConfigFile(chart, 'ExporterConfig', { namespace, name, files: { 'logs.yaml': config } });
  new Workload(chart, 'Exporter', {
    namespace,
    name,
    replicas: 1,
    image,
    args: [
      'logs',
      'exporter',
      `--config=${folder}/logs.yaml`,
      `--api-key-file=${secretFolder}/exporter-api-key`,
      '--host=0.0.0.0',
      `--port=${String(logsExporterPort)}`,
    ],
    ports: { http: logsExporterPort },
    ready: { path: '/ready', port: 'http' },
    resources: { cpu: '20m', cpuLimit: '200m', memory: '128Mi' },
    mounts: [{ path: folder, from: { configMap: name } }, secretOf(props, 'exporter-api-key')],
    checksum: sha256(config),
  });
}

/** Sends lines. Its key is a second file of configuration, since Filebeat reads a key from no other file. */
function filebeat(chart: Chart, { environment, service, images }: Settings, props: Logs): void {
  const { namespace, elasticsearch } = props;
  const name = filebeatName;
  const registry = '/var/lib/filebeat';
  const config = toYaml(
    filebeatConfig({ environment, service, url: elasticsearch.url, registry, ...caFile(props) }),
  );
  new ConfigFile(chart, 'FilebeatConfig', { namespace, name, files: { 'filebeat.yml': config } });
  new NodeAgent(chart, 'Filebeat', {
    namespace,
    name,
    image: images.filebeat,
    args: ['-e', '-c', `${folder}/filebeat.yml`, '-c', `${secretFolder}/shipper.yml`],
    folders: [
      { name: 'pod-logs', path: '/var/log/pods' },
      // Of this namespace: another environment in the same cluster remembers for itself.
      { name: 'registry', path: `/var/lib/fraiseql-filebeat/${namespace}`, at: registry, own: true },
    ],
    mounts: [{ path: folder, from: { configMap: name } }, secretOf(props, 'shipper.yml')],
    ports: { http: 5066 },
    live: { path: '/', port: 'http' },
    // What is not acknowledged by then is sent again, and stored once.
    endsWithin: 20,
    resources: { cpu: '50m', cpuLimit: '500m', memory: '256Mi', disk: '64Mi' },
    checksum: sha256(config),
  });
}

/** The Secret that must be there in the namespace of the logs, and its keys. */
export function logsSecrets({ logs: props }: Settings): [name: string, keys: string[]][] {
  if (props === undefined) return [];
  const { secret, ca } = props.elasticsearch;
  return [[secret, ['shipper.yml', 'setup-api-key', 'exporter-api-key', ...(ca ? ['ca.crt'] : [])]]];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
