import type { Chart } from 'cdk8s';
import type { Peer } from '../constructs/network-policy.ts';
import { operatorName } from '../constructs/operator-pod.ts';
import { ScheduledJob } from '../constructs/scheduled-job.ts';
import { jobs } from '../model/jobs.ts';
import { sloReportName as name } from '../model/names.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Settings } from '../settings/schema.ts';
import { longTermOf } from './components.ts';

type SloReport = NonNullable<Settings['sloReport']>;

/** Where the webhooks of Slack are. */
const folder = '/etc/fraiseql-slo-report';

/** Makes the report on the last month, and tells Slack. It asks Prometheus, and writes nothing but its log. */
export function sloReport(chart: Chart, settings: Settings, { image, schedule, slack }: SloReport): void {
  const { environment, monitoring, service, routing } = settings;
  const key = webhookKey(slack);
  new ScheduledJob(chart, 'Report', {
    namespace: monitoring.namespace,
    name,
    image,
    schedule,
    args: [
      'slo',
      'report',
      ...serversOf(settings).map((url) => `--prometheus=${url}`),
      `--service=${service.name}`,
      `--namespace=${service.namespace}`,
      `--label=environment=${environment}`,
      ...(key === undefined ? [] : [`--slack-webhook-file=${folder}/${key}`]),
    ],
    // Samples are there for two more weeks: better late than never.
    startWithin: 86_400,
    endWithin: 1800,
    retries: 3,
    resources: { cpu: '50m', cpuLimit: '1', memory: '256Mi' },
    mounts: key === undefined ? [] : [{ path: folder, from: { secret: routing.secret, keys: [key] } }],
  });
}

/** Key of Alertmanager's Secret that holds the webhook of a channel. */
export const webhookKey = (slack: SloReport['slack']): string | undefined =>
  slack === undefined ? undefined : `slack-${slack}-webhook-url`;

/**
 * Whom it asks: Thanos Query, which has all that any server has; or each replica of Prometheus by its own name, so that what one of them
 * lacks comes from another.
 */
function serversOf(settings: Settings): readonly string[] {
  const { platform, monitoring, sloReport: report } = settings;
  if (platform.kind === 'shared') return report?.prometheus === undefined ? [] : [report.prometheus.url];
  const inCluster = (host: string, port: number) =>
    `http://${host}.${monitoring.namespace}.svc:${String(port)}`;
  if (longTermOf(settings) !== undefined) return [inCluster(jobs.thanosQuery, 10902)];
  return Array.from({ length: platform.prometheus.replicas }, (_, replica) =>
    inCluster(`prometheus-${operatorName}-${String(replica)}.${jobs.prometheus}`, 9090),
  );
}

/** A server that is not this stack's own: as a peer of the network, with its port. */
export interface SharedServer {
  readonly peer: Peer;
  readonly port: number;
  /** The Service that it is, and its pods. @default - it is not in the cluster */
  readonly inCluster?: { readonly service: string; readonly namespace: string; readonly pods: Peer['pods'] };
}

/** The server that is asked in a shared Prometheus, or nothing where this stack asks its own. */
export function sharedServer({ sloReport: report }: Settings): SharedServer | undefined {
  if (report?.prometheus === undefined) return undefined;
  const { url, pods } = report.prometheus;
  const { hostname, port, protocol } = new URL(url);
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const [, service, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.cluster\.local)?$/.exec(hostname) ?? [];
  if (service === undefined || namespace === undefined) {
    return { peer: { cidrs: ['0.0.0.0/0'], except: ['169.254.0.0/16'] }, port: number };
  }
  return { peer: { namespace, pods }, port: number, inCluster: { service, namespace, pods } };
}

/** What must be there before: the shared server. */
export function sloReportPrerequisites(settings: Settings): Prerequisite[] {
  const { monitoring, service, network } = settings;
  const server = sharedServer(settings)?.inCluster;
  if (server === undefined) return [];
  const why = 'answers the report on the objectives';
  const ports = { http: sharedServer(settings)?.port ?? 0 };
  const { namespace, pods } = server;
  const known = [monitoring.namespace, service.namespace, ...network.readers].includes(namespace);
  return [
    ...(known ? [] : [{ kind: 'Namespace', name: namespace, why: `where the server runs that ${why}` }]),
    { kind: 'Service', namespace, name: server.service, ports, why },
    { kind: 'Pod', namespace, name: server.service, ...(pods ? { labels: pods } : {}), ports, why },
  ];
}
