import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { ConfigFile } from '../constructs/config-file.ts';
import { NodeAgent } from '../constructs/node-agent.ts';
import { archiveOf, type Archive } from '../logs/archive/archive.ts';
import { collectorConfig, collectorFlags, collectorPorts } from '../logs/archive/collector.ts';
import { jobs } from '../model/jobs.ts';
import { toYaml } from '../output/yaml.ts';
import type { Settings } from '../settings/schema.ts';
import { outside, scraper, tcp, type Edge } from './ends.ts';

const folder = '/etc/fraiseql-log-archive';
const state = '/var/lib/fraiseql-log-archive';

/** Raw lines from the nodes to S3, in the namespace of the logs and independent of Elasticsearch. */
export function logArchive(chart: Chart, settings: Settings, namespace: string, archive: Archive): void {
  const { service, images } = settings;
  const name = jobs.logArchive;
  const config = toYaml(collectorConfig({ service, archive, state }));
  new ConfigFile(chart, 'Config', { namespace, name, files: { 'collector.yaml': config } });
  new NodeAgent(chart, 'Collector', {
    namespace,
    name,
    image: images.otelCollector,
    args: [`--config=${folder}/collector.yaml`, ...collectorFlags],
    // Go takes back memory before the kernel ends it: it knows no limit by itself.
    env: { GOMEMLIMIT: '400MiB' },
    folders: [
      { name: 'pod-logs', path: '/var/log/pods' },
      // Of this namespace: another environment in the same cluster remembers for itself.
      { name: 'state', path: `${state}/${namespace}`, at: state, own: true },
    ],
    mounts: [{ path: folder, from: { configMap: name } }],
    ports: { metrics: collectorPorts.metrics.port, health: collectorPorts.health.port },
    live: { path: '/', port: 'health' },
    // What is not sent by then is on the disk, and sent by the next one.
    endsWithin: 30,
    // One core reads a thousand times what one replica writes; a queue that has grown is sent in minutes.
    resources: { cpu: '50m', cpuLimit: '1', memory: '512Mi', disk: '64Mi' },
    checksum: createHash('sha256').update(config).digest('hex'),
    ...(archive.roleArn === undefined
      ? {}
      : { accountAnnotations: { 'eks.amazonaws.com/role-arn': archive.roleArn } }),
  });
}

/** Who connects to whom for the archive: it to S3 and to whoever gives credentials, and whoever scrapes to it. */
export function archiveEdges(settings: Settings): Edge[] {
  const archive = archiveOf(settings);
  if (archive === undefined) return [];
  const from = jobs.logArchive;
  return [
    { from, to: outside, ports: tcp(...portsOf(archive)) },
    { from: scraper(settings), to: from, ports: tcp(collectorPorts.metrics.port) },
  ];
}

/** S3, and the service that a role is taken on from: over TLS both. */
function portsOf({ endpoint, roleArn }: Archive): number[] {
  const own = endpoint === undefined ? 443 : Number(new URL(endpoint).port || 443);
  return [...new Set([own, ...(roleArn === undefined ? [] : [443])])];
}
