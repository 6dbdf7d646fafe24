import { elsewhere as m } from '../../src/metrics/elsewhere.ts';
import { jobs } from '../../src/model/jobs.ts';
import { Bench } from './bench.ts';
import { at, dayLong, minute, type Span } from './clock.ts';
import type { Labels, Registry } from './registry.ts';
import * as script from './script.ts';
import { pods } from './replica.ts';

/** Brings what stands beside the service up to a moment, some seconds after the one before. */
type Moves = (moment: number, seconds: number) => void;

const namespace = 'fraiseql';

/** Kubernetes, PostgreSQL, the probes from outside, and the monitoring itself, as their exporters tell of them. */
export function cluster(registry: Registry): Moves {
  const of = (labels: Labels) => new Bench(registry, labels);
  targets(registry);
  monitoring(of);
  const parts = [containers(of), volume(of), postgres(of), backups(of), probe(of), longTerm(of)];
  return (moment, seconds) => {
    for (const move of parts) move(moment, seconds);
  };
}

type Of = (labels: Labels) => Bench;

/** Who answers its scrape: everybody. */
function targets(registry: Registry): void {
  const many: Readonly<Record<string, readonly string[]>> = {
    fraiseql: pods,
    [jobs.prometheus]: ['prometheus-fraiseql-0', 'prometheus-fraiseql-1'],
    [jobs.alertmanager]: ['alertmanager-fraiseql-0', 'alertmanager-fraiseql-1', 'alertmanager-fraiseql-2'],
    [jobs.kubelet]: ['node-1', 'node-2', 'node-3'],
    [jobs.kubeStateMetrics]: ['kube-state-metrics-0'],
    [jobs.postgresExporter]: ['postgres-exporter-0'],
    [jobs.blackboxExporter]: ['blackbox-exporter-0'],
    [jobs.thanosQuery]: ['thanos-query-0', 'thanos-query-1'],
    [jobs.thanosStore]: ['thanos-store-0', 'thanos-store-1'],
    [jobs.thanosCompact]: ['thanos-compact-0'],
    [jobs.probes]: ['https://api.fraiseql.com/health'],
  };
  for (const [job, names] of Object.entries(many)) {
    const where = job === 'fraiseql' ? namespace : 'monitoring';
    for (const pod of names) registry.instrument(m.up.name, { job, namespace: where, pod }, 1);
  }
}

function monitoring(of: Of): void {
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

function containers(of: Of): Moves {
  const all = pods.map((pod) => {
    const bench = of({ namespace, pod, container: 'fraiseql' });
    bench.gauge(m.resourceLimits, { resource: 'cpu', unit: 'core' }, 1);
    bench.gauge(m.resourceLimits, { resource: 'memory', unit: 'byte' }, 1e9);
    return {
      chance: bench.chance,
      cpu: bench.counter(m.cpuUsage, {}, 40_000),
      memory: bench.gauge(m.memoryUsage),
    };
  });
  return (moment, seconds) => {
    for (const { chance, cpu, memory } of all) {
      cpu.add(seconds * script.cpuUse(moment) * (0.95 + chance.draw() / 10));
      memory.now = Math.round(1e9 * script.memoryUse(moment) * (0.99 + chance.draw() / 50));
    }
  };
}

/** Bytes of the database at a moment. */
const databaseBytes = (moment: number): number =>
  Math.round(script.database.bytes + (script.database.grownPerDay * (moment - at('00:00'))) / dayLong);

function volume(of: Of): Moves {
  const bench = of({
    job: jobs.kubelet,
    namespace,
    node: 'node-2',
    persistentvolumeclaim: 'data-fraiseql-db-0',
  });
  bench.gauge(m.volumeCapacity, {}, script.database.volumeBytes);
  const available = bench.gauge(m.volumeAvailable);
  return (moment) => {
    available.now = script.database.volumeBytes - databaseBytes(moment);
  };
}

function postgres(of: Of): Moves {
  const bench = of({
    job: jobs.postgresExporter,
    namespace: 'monitoring',
    instance: 'fraiseql-db.fraiseql.svc:5432',
  });
  bench.gauge(m.databaseUp, {}, 1);
  const size = bench.gauge(m.databaseSize, { datname: 'fraiseql' });
  const lag = bench.gauge(m.replicationLag);
  return (moment) => {
    size.now = databaseBytes(moment);
    lag.now = script.replicationLag(moment) * (0.7 + 0.6 * bench.chance.draw());
  };
}

/** Dumps come every six hours and take some minutes; a restore is proven once a week. */
function backups(of: Of): Moves {
  const bench = of({ job: jobs.kubeStateMetrics, namespace });
  const created = at('00:00') - 60 * dayLong;
  for (const cronjob of ['fraiseql-backup', 'fraiseql-restore-check'])
    bench.gauge(m.cronJobCreated, { cronjob }, created);
  bench.gauge(m.lastSuccess, { cronjob: 'fraiseql-restore-check' }, at('00:00') - 2.9 * dayLong);
  const lastSuccess = bench.gauge(m.lastSuccess, { cronjob: 'fraiseql-backup' });
  const runs = [at('18:00') - dayLong, ...script.dumps.begin.map(at)].map((begin) => job(bench, begin));
  const recoveryPoint = of({ job: 'fraiseql-backup-exporter', namespace }).gauge(m.recoveryPoint);
  return (moment) => {
    for (const run of runs) run(moment);
    const ended = runEnds().filter((end) => end <= moment);
    lastSuccess.now = ended.at(-1);
    // A WAL segment is shipped when it is full or a minute old.
    recoveryPoint.now = moment - 20 - (moment % minute);
  };
}

const runEnds = (): number[] =>
  [at('18:00') - dayLong, ...script.dumps.begin.map(at)].map(
    (begin) => begin + script.dumps.minutes * minute,
  );

/** A Job of a CronJob is there from its beginning; the newest of them are kept. */
function job(bench: Bench, begin: number): (moment: number) => void {
  const job_name = `fraiseql-backup-${String(begin / minute)}`;
  const failed = bench.gauge(m.jobFailed, { job_name });
  const started = bench.gauge(m.jobStarted, { job_name });
  return (moment) => {
    failed.now = moment >= begin ? 0 : undefined;
    started.now = moment >= begin ? begin : undefined;
  };
}

const during = (moment: number, { from, to }: Span): boolean => moment >= from && moment < to;

function probe(of: Of): Moves {
  const bench = of({ job: jobs.probes, probe: 'api-health', instance: 'https://api.fraiseql.com/health' });
  const success = bench.gauge(m.probeSuccess);
  const status = bench.gauge({ ...m.probeSuccess, name: 'probe_http_status_code' });
  bench.gauge(m.certificateEnd, {}, at('00:00') + 61 * dayLong);
  return (moment) => {
    const fails = during(moment, script.healthFails);
    success.now = fails ? 0 : 1;
    status.now = fails ? 503 : 200;
  };
}

function longTerm(of: Of): Moves {
  const compactor = of({ job: jobs.thanosCompact, namespace: 'monitoring', pod: 'thanos-compact-0' });
  compactor.gauge(m.compactionHalted, {}, 0);
  const rounds = compactor.counter(m.compactions, {}, 2000);
  const uploads = ['prometheus-fraiseql-0', 'prometheus-fraiseql-1'].map((pod) =>
    of({ job: jobs.prometheus, namespace: 'monitoring', pod }).counter(m.uploads, {}, 300),
  );
  const every = (moment: number, seconds: number, period: number) => (moment % period < seconds ? 1 : 0);
  return (moment, seconds) => {
    rounds.add(every(moment, seconds, 5 * minute));
    for (const upload of uploads) upload.add(every(moment, seconds, 120 * minute));
  };
}
