import { backup, capacity, disk, lines } from '../alerts/thresholds.ts';
import type { Board } from '../src/model/dashboard.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { recent } from './house-style.ts';

/** Four panels that say whether it is the database, and four on whether it can be brought back. */
export const databaseHealth: Board = {
  uid: 'fraiseql-database-health',
  title: 'FraiseQL / Database Health',
  description:
    'Is it the database? How fast it answers, who waits for it, whether its replica follows, how full it is. And whether it can be brought back.',
  from: 'now-6h',
  rows: [
    {
      title: 'How fast, and who waits',
      panels: [
        {
          key: 'database-latency',
          kind: 'timeseries',
          title: 'Time the database takes',
          description: text`
            How long half of the database queries, 95 % and 99 % of them take at most. Usual are 5 to 20 ms. The lines are about the
            95 %: ${lines.databaseLatency} is what a query as a whole can spare, over ${capacity.databaseLatency} a ticket is written.
            Look for the slowest statements first, then for locks.`,
          unit: 's',
          width: 12,
          queries: [
            { expr: promql`${signal.databaseLatencyP50.over(recent)}`, legend: 'P50', colour: 'calm' },
            { expr: promql`${signal.databaseLatencyP95.over(recent)}`, legend: 'P95', colour: 'main' },
            { expr: promql`${signal.databaseLatencyP99.over(recent)}`, legend: 'P99', colour: 'far' },
          ],
          marks: [
            { at: lines.databaseLatency, means: 'objective' },
            { at: capacity.databaseLatency, means: 'ticket', alert: 'DatabaseSlow' },
          ],
        },
        {
          key: 'connections',
          kind: 'timeseries',
          title: 'Connections',
          description: text`
            Connections that run a query, those that are free, and requests that wait for one, all replicas together. Usual are 10 to
            30 active, 35 at the peak, and none waiting. A ticket is written when ${capacity.connectionsWaiting} wait, and when
            ${capacity.connectionsActive} are active. Waiting ones while others are free mean that one replica has all the work.`,
          unit: 'short',
          width: 12,
          queries: [
            { expr: promql`${signal.connectionsActive}`, legend: 'Active', colour: 'main' },
            { expr: promql`${signal.connectionsIdle}`, legend: 'Free', colour: 'calm' },
            { expr: promql`${signal.connectionsWaiting}`, legend: 'Waiting', colour: 'far' },
          ],
          marks: [
            { at: capacity.connectionsWaiting, means: 'ticket', alert: 'DatabaseConnectionsWaiting' },
            { at: capacity.connectionsActive, means: 'ticket', alert: 'DatabaseConnectionsHigh' },
          ],
        },
      ],
    },
    {
      title: 'Replica and disk',
      panels: [
        {
          key: 'replication-lag',
          kind: 'timeseries',
          title: 'Replication lag',
          description: text`
            How far the database that postgres_exporter asks is behind its primary. Usual is under a second; a primary itself says 0. It
            grows while the replica is idle and nothing is written. When it grows under load, look at the disk and the network of the
            replica, and do not fail over to it: what it lacks would be lost.`,
          unit: 's',
          width: 12,
          queries: [{ expr: promql`${signal.replicationLag}`, legend: 'Lag', colour: 'main' }],
        },
        {
          key: 'disk-use',
          kind: 'timeseries',
          title: 'Disk in use',
          description: text`
            Share of each database volume that is used. Usual is 5 %, and 1 % more with each month. Over ${disk.pressure} a ticket is
            written, and also when this growth would fill the volume within ${disk.horizon}; over ${disk.full} somebody is paged.
            PostgreSQL stops when it is full: look for old WAL and for replication slots that nobody reads.`,
          unit: 'percentunit',
          width: 12,
          queries: [{ expr: promql`${signal.volumeUse}`, legend: '{{volume}}' }],
          marks: [
            { at: disk.pressure, means: 'ticket', alert: 'DiskPressure' },
            { at: disk.full, means: 'page', alert: 'DiskFull' },
          ],
        },
      ],
    },
    {
      title: 'Backups',
      panels: [
        {
          key: 'recovery-point',
          kind: 'timeseries',
          title: 'Age of the recovery point',
          description: text`
            How much would be lost if the database were lost now. Usual are some seconds. On RDS the five minutes are taken off in which AWS
            ships its log. Over ${backup.recoveryPointOld} somebody is paged. When it grows by a second each second, nothing arrives: look at
            the receiver first, then at the bucket.`,
          unit: 's',
          width: 12,
          queries: [{ expr: promql`${signal.recoveryPointAge}`, legend: 'Recovery point', colour: 'main' }],
          marks: [{ at: backup.recoveryPointOld, means: 'page', alert: 'RecoveryPointOld' }],
        },
        {
          key: 'backup-age',
          kind: 'timeseries',
          title: 'Age of the newest backup',
          description: text`
            Time since a backup succeeded: by the Job or by what is in the bucket, whichever is older. Usual are up to six hours;
            over ${backup.stale} somebody is paged. What the newest dump shows is older by the time that the dump took.`,
          unit: 's',
          width: 12,
          queries: [
            { expr: promql`${signal.backupAge}`, legend: 'Newest backup', colour: 'main' },
            { expr: promql`${signal.dumpMomentAge}`, legend: 'What it shows', colour: 'calm' },
          ],
          marks: [{ at: backup.stale, means: 'page', alert: 'BackupStale' }],
        },
        {
          key: 'backup-size',
          kind: 'timeseries',
          title: 'Size of the newest dump',
          description: text`
            Compressed, as it is stored. Usual are 47 to 50 MB, and a little more each month. A step down is data that is gone, and one that is
            too deep is refused.`,
          unit: 'bytes',
          width: 12,
          queries: [{ expr: promql`${signal.dumpSize}`, legend: 'Dump', colour: 'main' }],
        },
        {
          key: 'restore-time',
          kind: 'timeseries',
          title: 'Time that a restore takes',
          description: text`
            As the last restore check measured it, for the database as big as it is now. Usual are 16 to 25 minutes for 50 GB. Over
            ${backup.restoreBudget} a ticket is written: the hour that is promised no longer holds for dumps.`,
          unit: 's',
          width: 12,
          queries: [{ expr: promql`${signal.restoreEstimate}`, legend: 'Restore of a dump', colour: 'main' }],
          marks: [{ at: backup.restoreBudget, means: 'ticket', alert: 'RestoreTooSlow' }],
        },
      ],
    },
  ],
};
