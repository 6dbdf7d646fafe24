import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Waiting } from '../../../src/logs/archive/collector.ts';
import { mebi } from '../../../src/logs/archive/sizes.ts';
import { startS3, type S3 } from '../../s3/server.ts';
import { newBucket } from '../../s3/state.ts';
import { until } from '../../platform/until.ts';
import { archivedLines, compare, type Compared } from './archived.ts';
import { Collector } from './otelcol.ts';

export const bucket = 'fraiseql-logs-production';
export const key = 'arn:aws:kms:eu-central-1:123456789012:key/logs';
const credentials = { accessKeyId: 'COLLECTOR', secretAccessKey: 'secret' };

/** What a trial plays on. */
export interface Stage {
  readonly s3: S3;
  readonly collector: Collector;
}

/** Small objects, soon: a trial has no half hour. */
export const soon: Waiting = { object: 2 * mebi, longest: '1s', queue: 512 * mebi };

/** A node with a collector, and a bucket that is locked and encrypted as the documents say. Everything is gone afterwards. */
export async function onStage<T>(
  play: (stage: Stage) => Promise<T>,
  options: { readonly waiting?: Waiting; readonly cores?: number } = { waiting: soon },
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'log-archive-'));
  const s3 = await startS3({ callers: [credentials], kmsKeys: [key] });
  const collector = new Collector({ folder, endpoint: s3.url, bucket, credentials, ...options });
  s3.world.buckets.set(bucket, {
    ...newBucket(bucket),
    versioning: 'Enabled',
    lock: { mode: 'GOVERNANCE', length: 2557 * 86_400_000 },
    encryption: { algorithm: 'aws:kms', key, bucketKey: true },
  });
  try {
    return await play({ s3, collector });
  } finally {
    await collector.stop('SIGKILL');
    await s3.stop();
    if (process.env.KEEP === undefined) rmSync(folder, { recursive: true, force: true });
    else console.error(folder);
  }
}

/** Waits until everything is in the archive, or nothing more comes. Says how it compares. */
export async function settled(
  { s3, collector }: Stage,
  written: ReadonlyMap<string, number>,
  seconds = 60,
): Promise<Compared> {
  const end = Date.now() + seconds * 1000;
  let quiet = 0;
  let before = -1;
  await until(async () => {
    const waiting = await collector.series('otelcol_exporter_queue_size');
    const objects = s3.objects(bucket).length;
    quiet = waiting === 0 && objects === before ? quiet + 1 : 0;
    before = objects;
    return (quiet > 60 && objects > 0) || Date.now() > end;
  });
  return compare(written, archivedLines(s3, bucket));
}
