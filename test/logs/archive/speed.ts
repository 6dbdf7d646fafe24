import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { waiting } from '../../../src/logs/archive/collector.ts';
import { until } from '../../platform/until.ts';
import { requestLines } from './lines.ts';
import { fill } from './pod-log.ts';
import { bucket, onStage } from './stage.ts';

/** What a collector on one core does with a file that is full of lines, and what comes of it. */
export interface Speed {
  readonly lines: number;
  /** Lines, and MB of them, in a second of CPU. */
  readonly perSecond: number;
  readonly megabytesPerSecond: number;
  /** Bytes of a line, as it is and as it is kept. */
  readonly bytes: number;
  readonly kept: number;
  /** Bytes of the objects that were full. */
  readonly objects: readonly number[];
  /** Most memory and most disk, in MB, of what was seen every 50 ms. */
  readonly memory: number;
  readonly disk: number;
}

/** Measures with objects and a queue as shipped; only the last object does not wait for half an hour. */
export const measured = (lines: number): Promise<Speed> =>
  onStage(
    async ({ s3, collector }) => {
      const folder = join(collector.podLogs, 'fraiseql_fraiseql-api-7d9f8b6c5-abcde_00000001', 'fraiseql');
      mkdirSync(folder, { recursive: true });
      await fill(join(folder, '0.log'), requestLines(lines));
      await collector.start();
      const sent = () => collector.series('otelcol_exporter_sent_log_records_total', 'awss3');
      let [disk, memory] = [0, 0];
      await until(async () => {
        disk = Math.max(disk, collector.disk());
        memory = Math.max(memory, collector.memory());
        return (await sent()) >= lines;
      });
      const cpu = collector.cpu();
      const all = s3.objects(bucket).map(({ body }) => body);
      const size = (bodies: readonly Buffer[]) => bodies.reduce((sum, body) => sum + body.length, 0);
      const raw = size(all.map((body) => gunzipSync(body)));
      const sizes = all.map((body) => body.length).sort((one, other) => other - one);
      return {
        lines,
        perSecond: lines / cpu,
        megabytesPerSecond: raw / cpu / 1e6,
        bytes: raw / lines,
        kept: size(all) / lines,
        objects: sizes.slice(0, -1),
        memory: memory / 1e6,
        disk: disk / 1e6,
      };
    },
    { waiting: { ...waiting, longest: '5s' }, cores: 1 },
  );
