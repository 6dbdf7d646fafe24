import { operatorPodLabels } from '../constructs/operator-pod.ts';
import type { Port } from '../constructs/network-policy.ts';
import { jobs } from '../model/jobs.ts';
import { selectorLabels } from '../model/labels.ts';
import { sloReportName } from '../model/names.ts';
import { metricsPort } from '../metrics/port.ts';
import type { OwnPlatform, Settings } from '../settings/schema.ts';
import { backupEdges } from './backup-edges.ts';
import { hasProbes, hasRuler, longTermOf } from './components.ts';
import { anywhere, databaseServer, outside, replicas, scraper, tcp, type Edge } from './ends.ts';
import { healthEdges } from './health-edges.ts';
import { archiveEdges } from './log-archive.ts';
import { logsEdges } from './logs-edges.ts';
import { sharedServer } from './slo-report.ts';

/** Labels of a component's pods. */
export function podsOf(component: string): Readonly<Record<string, string>> {
  return operatorMade[component] ?? selectorLabels(component);
}

const operatorMade: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [jobs.prometheus]: operatorPodLabels('prometheus'),
  [jobs.alertmanager]: operatorPodLabels('alertmanager'),
  [jobs.thanosRuler]: operatorPodLabels('thanos-ruler'),
};

/** What is no address of the internet: other pods and machines, and the credentials of the node. */
const inside = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** Every connection that this stack needs, apart from DNS. */
export function edges(settings: Settings): readonly Edge[] {
  const { platform } = settings;
  return [
    ...exporterEdges(settings),
    ...(platform.kind === 'own'
      ? [...prometheusEdges(settings), ...alertmanagerEdges(settings, platform)]
      : []),
    ...(longTermOf(settings) === undefined ? [] : longTermEdges(settings)),
    ...(hasRuler(settings) ? rulerEdges() : []),
    ...(settings.sloReport === undefined ? [] : sloReportEdges(settings)),
    ...(settings.health === undefined ? [] : healthEdges(settings, settings.health)),
    ...(settings.logs === undefined ? [] : logsEdges(settings, settings.logs)),
    ...archiveEdges(settings),
    ...(settings.backup === undefined ? [] : backupEdges(settings, settings.backup)),
  ];
}

function exporterEdges(settings: Settings): Edge[] {
  const { database, probes, service, platform } = settings;
  const { binding } = settings.metrics;
  const own = platform.kind === 'own';
  const from = scraper(settings);
  const { port } = database.connection;
  const asked = Object.values(probes).map(({ url }) => portOf(url));
  const blackbox: Edge[] = [
    { from, to: jobs.blackboxExporter, ports: tcp(9115) },
    { from: jobs.blackboxExporter, to: outside, ports: tcp(...new Set(asked)) },
  ];
  return [
    { from, to: jobs.postgresExporter, ports: tcp(9187) },
    { from: jobs.postgresExporter, to: databaseServer(settings), ports: tcp(port) },
    ...(hasProbes(settings) ? blackbox : []),
    // Whoever scrapes is let in where the replicas are closed; where they are open, its own policies are not ours.
    ...(own || service.isolatedPods
      ? [{ from, to: replicas(settings), ports: tcp(metricsPort[binding]) }]
      : []),
  ];
}

const portOf = (url: string): number => Number(new URL(url).port || 443);

function prometheusEdges(settings: Settings): Edge[] {
  const { network } = settings;
  const from = jobs.prometheus;
  const apiServer = { cidrs: network.apiServer };
  return [
    { from, to: { cidrs: network.nodes }, ports: tcp(10250) },
    { from, to: apiServer, ports: tcp(...network.apiServerPorts) },
    { from, to: from, ports: tcp(9090, 8080) },
    { from, to: jobs.kubeStateMetrics, ports: tcp(8080, 8081) },
    { from: jobs.kubeStateMetrics, to: apiServer, ports: tcp(...network.apiServerPorts) },
    { from, to: jobs.alertmanager, ports: tcp(9093, 8080) },
    ...readers(settings, jobs.prometheus, 9090),
  ];
}

function alertmanagerEdges(settings: Settings, { alertmanager }: OwnPlatform): Edge[] {
  const { deadMansSwitch } = settings.routing;
  const from = jobs.alertmanager;
  const members: Port[] = [{ port: 9094 }, { port: 9094, protocol: 'UDP' }];
  // PagerDuty and Slack, and the dead man's switch.
  const receivers = new Set([443, ...(deadMansSwitch ? [portOf(deadMansSwitch.url)] : [])]);
  return [
    ...(alertmanager.replicas > 1 ? [{ from, to: from, ports: members }] : []),
    { from, to: { cidrs: anywhere, except: inside }, ports: tcp(...receivers) },
    ...readers(settings, jobs.alertmanager, 9093),
  ];
}

function longTermEdges(settings: Settings): Edge[] {
  const stores = [jobs.thanosStore, jobs.prometheus];
  const writers = [jobs.prometheus, jobs.thanosStore, jobs.thanosCompact];
  return [
    { from: jobs.prometheus, to: jobs.prometheus, ports: tcp(10902) },
    ...[jobs.thanosStore, jobs.thanosCompact, jobs.thanosQuery].map((to) => ({
      from: jobs.prometheus,
      to,
      ports: tcp(10902),
    })),
    ...stores.map((to) => ({ from: jobs.thanosQuery, to, ports: tcp(10901) })),
    ...writers.map((from) => ({ from, to: outside, ports: tcp(443) })),
    ...readers(settings, jobs.thanosQuery, 10902),
  ];
}

function rulerEdges(): Edge[] {
  const ruler = jobs.thanosRuler;
  return [
    { from: jobs.prometheus, to: ruler, ports: tcp(10902, 8080) },
    { from: jobs.thanosQuery, to: ruler, ports: tcp(10901) },
    { from: ruler, to: jobs.thanosQuery, ports: tcp(10902) },
    { from: ruler, to: jobs.alertmanager, ports: tcp(9093) },
    { from: ruler, to: outside, ports: tcp(443) },
  ];
}

function sloReportEdges(settings: Settings): Edge[] {
  const from = sloReportName;
  const shared = sharedServer(settings);
  const ownServer: Edge =
    longTermOf(settings) === undefined
      ? { from, to: jobs.prometheus, ports: tcp(9090) }
      : { from, to: jobs.thanosQuery, ports: tcp(10902) };
  const slack: Edge = { from, to: { cidrs: anywhere, except: inside }, ports: tcp(443) };
  return [
    shared === undefined ? ownServer : { from, to: shared.peer, ports: tcp(shared.port) },
    ...(settings.sloReport?.slack === undefined ? [] : [slack]),
  ];
}

const readers = ({ network }: Settings, to: string, port: number): Edge[] =>
  network.readers.map((namespace) => ({ from: { namespace }, to, ports: tcp(port) }));
