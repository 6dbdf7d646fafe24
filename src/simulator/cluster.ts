import { elsewhere as m } from '../metrics/elsewhere.ts';
import { jobs } from '../model/jobs.ts';
import { backups } from './backups.ts';
import type { Bench } from './bench.ts';
import type { Conditions } from './conditions.ts';
import type { Labels } from './registry.ts';
import { minute } from './time.ts';

/** Makes a bench for a target that has these labels. */
export type BenchOf = (labels: Labels) => Bench;

/** Brings something up to a moment, some seconds after the one before. */
export type Moves = (moment: number, seconds: number, conditions: Conditions) => void;

/** When things beside the service happen: moments are seconds since the epoch. */
export interface Calendar {
  /** When the CronJobs were made. */
  readonly created: number;
  /** When the dumps began whose Jobs are still there at a moment, oldest first. */
  readonly dumps: (moment: number) => readonly number[];
  /** When a restore was last proven. */
  readonly restored: (moment: number) => number;
  /** When the certificate ends that is shown at a moment. */
  readonly certificateEnd: (moment: number) => number;
  /** Rounds and uploads are counted from here. */
  readonly since: number;
  /** What a moment of the calendar is on the clock of whoever reads it. @default - the same */
  readonly stamp?: (moment: number) => number;
}

const namespace = 'fraiseql';

/** Targets of jobs that have several, or are named otherwise than their only target. */
const names: Readonly<Record<string, readonly string[]>> = {
  [jobs.prometheus]: ['prometheus-fraiseql-0', 'prometheus-fraiseql-1'],
  [jobs.alertmanager]: ['alertmanager-fraiseql-0', 'alertmanager-fraiseql-1', 'alertmanager-fraiseql-2'],
  [jobs.kubelet]: ['node-1', 'node-2', 'node-3'],
  [jobs.kubeStateMetrics]: ['kube-state-metrics-0'],
  [jobs.postgresExporter]: ['postgres-exporter-0'],
  [jobs.blackboxExporter]: ['blackbox-exporter-0'],
  [jobs.thanosCompact]: ['thanos-compact-0'],
  [jobs.thanosQuery]: ['thanos-query-0', 'thanos-query-1'],
  [jobs.thanosStore]: ['thanos-store-0', 'thanos-store-1'],
  [jobs.probes]: ['https://api.fraiseql.com/health'],
};

/** Kubernetes, PostgreSQL, the probes from outside, and the monitoring itself, as their exporters tell of them. */
export function cluster(of: BenchOf, calendar: Calendar): Moves {
  targets(of);
  monitoring(of);
  const parts = [
    volume(of),
    postgres(of),
    backups(of, calendar),
    probe(of, calendar),
    longTerm(of, calendar),
  ];
  return (...move) => {
    for (const part of parts) part(...move);
  };
}

/** Whatever is watched besides the service, and answers. */
function targets(of: BenchOf): void {
  for (const job of Object.values(jobs))
    for (const pod of names[job] ?? [`${job}-0`])
      of({ job, namespace: 'monitoring', pod }).gauge(m.up, {}, 1);
}

function monitoring(of: BenchOf): void {
  const prometheus = of({ job: jobs.prometheus, namespace: 'monitoring', pod: 'prometheus-fraiseql-0' });
  prometheus.counter(m.ruleFailures, {
    rule_group: '/etc/prometheus/rules/fraiseql-core.yaml;fraiseql-core',
  });
  prometheus.counter(m.notificationsDropped, {});
  const alertmanager = of({
    job: jobs.alertmanager,
    namespace: 'monitoring',
    pod: 'alertmanager-fraiseql-0',
  });
  for (const integration of ['pagerduty', 'slack'])
    alertmanager.counter(m.notificationsFailed, { integration });
}

/**
 * The container of a replica, whose labels the bench has: one CPU and a thousand megabytes are its limits. `used` are the seconds of CPU
 * that it has had.
 */
export function container(bench: Bench, used = 0): Moves {
  bench.gauge(m.resourceLimits, { resource: 'cpu', unit: 'core' }, 1);
  bench.gauge(m.resourceLimits, { resource: 'memory', unit: 'byte' }, 1e9);
  const cpu = bench.counter(m.cpuUsage, {}, used);
  const memory = bench.gauge(m.memoryUsage);
  return (_, seconds, { cpuUse, memoryUse }) => {
    cpu.add(seconds * cpuUse * (0.95 + bench.chance.draw() / 10));
    memory.now = Math.round(1e9 * memoryUse * (0.99 + bench.chance.draw() / 50));
  };
}

function volume(of: BenchOf): Moves {
  const bench = of({
    job: jobs.kubelet,
    namespace,
    node: 'node-2',
    persistentvolumeclaim: 'data-fraiseql-db-0',
  });
  bench.gauge(m.volumeCapacity, {}, volumeBytes);
  const available = bench.gauge(m.volumeAvailable);
  return (_, __, { volumeFree }) => {
    available.now = volumeFree;
  };
}

/** The database's volume: 1 TB. */
export const volumeBytes = 1e12;

function postgres(of: BenchOf): Moves {
  const bench = of({
    job: jobs.postgresExporter,
    namespace: 'monitoring',
    instance: 'fraiseql-db.fraiseql.svc:5432',
  });
  bench.gauge(m.databaseUp, {}, 1);
  const size = bench.gauge(m.databaseSize, { datname: 'fraiseql' });
  const lag = bench.gauge(m.replicationLag);
  return (_, __, { databaseBytes, replicationLag }) => {
    size.now = databaseBytes;
    lag.now = replicationLag * (0.7 + 0.6 * bench.chance.draw());
  };
}

function probe(of: BenchOf, { certificateEnd, stamp = asItIs }: Calendar): Moves {
  const bench = of({ job: jobs.probes, probe: 'api-health', instance: 'https://api.fraiseql.com/health' });
  const success = bench.gauge(m.probeSuccess);
  const status = bench.gauge({ ...m.probeSuccess, name: 'probe_http_status_code' });
  const certificate = bench.gauge(m.certificateEnd);
  return (moment, _, { answersOutside }) => {
    success.now = answersOutside ? 1 : 0;
    status.now = answersOutside ? 200 : 503;
    certificate.now = stamp(certificateEnd(moment));
  };
}

/** A round every five minutes, and an upload every two hours. */
function longTerm(of: BenchOf, { since }: Calendar): Moves {
  const compactor = of({ job: jobs.thanosCompact, namespace: 'monitoring', pod: 'thanos-compact-0' });
  compactor.gauge(m.compactionHalted, {}, 0);
  const rounds = compactor.gauge(m.compactions);
  const uploads = ['prometheus-fraiseql-0', 'prometheus-fraiseql-1'].map((pod) =>
    of({ job: jobs.prometheus, namespace: 'monitoring', pod }).gauge(m.uploads),
  );
  const counted = (moment: number, period: number) =>
    Math.floor(moment / period) - Math.floor(since / period);
  return (moment) => {
    rounds.now = 2001 + counted(moment, 5 * minute);
    for (const upload of uploads) upload.now = 301 + counted(moment, 120 * minute);
  };
}

const asItIs = (moment: number): number => moment;
