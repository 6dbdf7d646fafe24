import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { S3 } from '../../s3/server.ts';
import { until } from '../../platform/until.ts';
import { counted, type Compared } from './archived.ts';
import { requestLines } from './lines.ts';
import { PodLog } from './pod-log.ts';
import { bucket, onStage, settled, soon, type Stage } from './stage.ts';

/** Something that may happen, played on a real collector. */
export interface Trial {
  readonly what: string;
  /** Whether lines may be there twice: where something ended without a chance to remember. */
  readonly mayRepeat?: boolean;
  /** Lines that may be lost. @default 0 */
  readonly mayLose?: number;
  readonly play: (stage: Stage) => Promise<Compared>;
  /** Bytes that may wait on the disk. @default - as {@link soon} */
  readonly queue?: number;
}

const pod = (number: number) =>
  `fraiseql_fraiseql-api-7d9f8b6c5-abcd${String(number)}_0000000${String(number)}`;

/** Lines that are no JSON, or hard to keep: each must be there as it was. */
export const hardLines: readonly (string | Buffer)[] = [
  'no JSON at all',
  '',
  '   spaces on both sides   ',
  '\ttab',
  'a carriage return\r',
  "thread 'main' panicked at src/main.rs:1:1:",
  '   0: rust_begin_unwind',
  Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x80]),
  'é'.repeat(10_000),
  'y'.repeat(16_384),
  'z'.repeat(16_385),
  'x'.repeat(1_048_576),
];

/** What is tried, in this order. */
export const trials: readonly Trial[] = [
  { what: 'lines of every kind, 1 MB long, cut, in both streams; other pods', play: everyKind },
  { what: 'three pods whose files are rotated, compressed and deleted meanwhile', play: rotation },
  { what: 'rotated while the collector is stopped', play: rotatedMeanwhile },
  { what: 'S3 cannot be reached for 15 s', play: outage((s3) => struck(s3, 'reset', 15)) },
  { what: 'S3 answers 503 SlowDown for 15 s', play: outage((s3) => struck(s3, 'slow-down', 15)) },
  { what: 'S3 refuses the key for 15 s: the exporter alone would drop', play: outage(keyDisabled) },
  {
    what: 'S3 does it, and answers 500 or nothing, 6 times',
    mayRepeat: true,
    play: outage((s3) => {
      s3.faults.plan({ kind: 'error-after-success', times: 3 }, { kind: 'reset-after-success', times: 3 });
      return Promise.resolve();
    }),
  },
  { what: 'stopped and started 5 times while lines come', mayRepeat: true, play: restarts('SIGTERM') },
  { what: 'killed with -9 and started 5 times while lines come', mayRepeat: true, play: restarts('SIGKILL') },
  { what: 'its state on the disk is damaged', mayRepeat: true, play: damaged },
  { what: 'the queue is full for 10 s', queue: 4_194_304, play: fullQueue() },
  // The batch that waits for room is given up, and remembered as read: one for each file.
  {
    what: 'the queue is full, and it is stopped',
    mayRepeat: true,
    mayLose: 100,
    queue: 4_194_304,
    play: fullQueue('SIGTERM'),
  },
  {
    what: 'the queue is full, and it is killed',
    mayRepeat: true,
    queue: 4_194_304,
    play: fullQueue('SIGKILL'),
  },
];

/** Plays one. */
export const played = ({ play, queue = soon.queue }: Trial): Promise<Compared> =>
  onStage(play, { waiting: { ...soon, queue } });

async function everyKind(stage: Stage): Promise<Compared> {
  const { collector } = stage;
  const log = new PodLog(collector.podLogs, pod(1));
  await new PodLog(collector.podLogs, 'fraiseql_fraiseql-db-0_00000009').write(['not ours']);
  await new PodLog(collector.podLogs, 'other_fraiseql-api-7d9f8b6c5-abcde_00000008').write([
    'not ours either',
  ]);
  const before = [...hardLines, ...requestLines(1000)];
  await log.write(before);
  await log.raw('no runtime wrote this\n');
  await collector.start();
  const other = ['E'.repeat(40_000), 'the other stream'];
  await log.write(other, 'stderr');
  // A line that the runtime has cut, with one of the other stream in between.
  await log.raw('2026-03-01T11:00:00.1Z stdout P first, \n2026-03-01T11:00:00.2Z stderr F between\n');
  await log.raw('2026-03-01T11:00:00.3Z stdout F second\n');
  const rest = ['no runtime wrote this', 'first, second', 'between'];
  return settled(stage, counted(before, other, rest));
}

async function rotation(stage: Stage): Promise<Compared> {
  const { collector } = stage;
  const logs = [1, 2, 3].map((number) => new PodLog(collector.podLogs, pod(number)));
  await collector.start();
  const lines = [...requestLines(60_000)];
  for (let at = 0; at < lines.length; at += 500) {
    const log = logs[(at / 500) % logs.length];
    if (log === undefined) continue;
    await log.write(lines.slice(at, at + 500));
    if (log.size > 700_000) {
      // kubelet looks every ten seconds; here a file lives for about two.
      await setTimeout(1200);
      log.rotate();
    }
  }
  return settled(stage, counted(lines));
}

async function rotatedMeanwhile(stage: Stage): Promise<Compared> {
  const { collector } = stage;
  const log = new PodLog(collector.podLogs, pod(1));
  const lines = [...requestLines(9000)];
  await log.write(lines.slice(0, 3000));
  await collector.start();
  await until(
    async () => (await collector.series('otelcol_receiver_accepted_log_records_total', 'filelog')) >= 3000,
  );
  await collector.stop();
  await log.write(lines.slice(3000, 6000));
  log.rotate();
  await log.write(lines.slice(6000));
  await collector.start();
  return settled(stage, counted(lines));
}

/** Zeros where pages of the state were. Those with the header stay: without them it does not start, and says so. */
async function damaged(stage: Stage): Promise<Compared> {
  const { collector } = stage;
  const log = new PodLog(collector.podLogs, pod(1));
  const lines = [...requestLines(6000)];
  await log.write(lines.slice(0, 3000));
  await collector.start();
  await until(async () => (await collector.series(sent, 'awss3')) >= 3000);
  await collector.stop('SIGKILL');
  for (const name of readdirSync(collector.state)) {
    const path = join(collector.state, name);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, 8192));
  }
  await log.write(lines.slice(3000));
  await collector.start();
  return settled(stage, counted(lines));
}

const sent = 'otelcol_exporter_sent_log_records_total';

/** Lines come before, while and after something is wrong. */
function outage(wrong: (s3: S3) => Promise<void>) {
  return async (stage: Stage): Promise<Compared> => {
    const { collector, s3 } = stage;
    const log = new PodLog(collector.podLogs, pod(1));
    const lines = [...requestLines(30_000)];
    await collector.start();
    await log.write(lines.slice(0, 10_000));
    await until(() => Promise.resolve(s3.objects(bucket).length > 0));
    const over = wrong(s3);
    await log.write(lines.slice(10_000, 20_000));
    await over;
    await log.write(lines.slice(20_000));
    return settled(stage, counted(lines), 120);
  };
}

async function struck(s3: S3, kind: 'reset' | 'slow-down', seconds: number): Promise<void> {
  s3.faults.plan({ kind, times: Infinity });
  await setTimeout(seconds * 1000);
  s3.faults.clear();
}

async function keyDisabled({ world: { kmsKeys } }: S3): Promise<void> {
  const keys = [...(kmsKeys ?? [])];
  kmsKeys?.clear();
  await setTimeout(15_000);
  for (const key of keys) kmsKeys?.add(key);
}

/** Lines come all the time; the collector goes and comes. */
function restarts(signal: 'SIGTERM' | 'SIGKILL') {
  return async (stage: Stage): Promise<Compared> => {
    const { collector } = stage;
    const log = new PodLog(collector.podLogs, pod(1));
    const lines = [...requestLines(60_000)];
    let written = 0;
    const writing = (async () => {
      for (; written < lines.length; written += 200) {
        await log.write(lines.slice(written, written + 200));
        await setTimeout(40);
      }
    })();
    for (let time = 0; time < 5; time++) {
      await collector.start();
      // Each time at another moment of its work.
      await setTimeout(900 + time * 370);
      await collector.stop(signal);
    }
    await collector.start();
    await writing;
    return settled(stage, counted(lines), 120);
  };
}

/** More lines than the disk may hold, while S3 is away. */
function fullQueue(end?: 'SIGTERM' | 'SIGKILL') {
  return async (stage: Stage): Promise<Compared> => {
    const { collector, s3 } = stage;
    const log = new PodLog(collector.podLogs, pod(1));
    const lines = [...requestLines(60_000)];
    s3.faults.plan({ kind: 'slow-down', times: Infinity });
    await collector.start();
    await log.write(lines);
    const size = () => collector.series('otelcol_exporter_queue_size');
    await until(async () => (await size()) > 4_194_304 * 0.95);
    await setTimeout(10_000);
    if (end !== undefined) {
      await collector.stop(end);
      s3.faults.clear();
      await collector.start();
    }
    s3.faults.clear();
    return settled(stage, counted(lines), 120);
  };
}
