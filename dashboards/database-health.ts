import { capacity, disk, lines } from '../alerts/thresholds.ts';
import type { Board } from '../src/model/dashboard.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { recent } from './house-style.ts';

/** Four panels that say whether it is the database. */
export const databaseHealth: Board = {
  uid: 'fraiseql-database-health',
  title: 'FraiseQL / Database Health',
  description:
    'Is it the database? How fast it answers, who waits for it, whether its replica follows, how full it is.',
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
  ],
};
