import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Registry } from 'prom-client';
import type { BackupConfig } from '../../../src/backup/config.ts';
import { makeExporter, type Clients } from '../../../src/backup/exporter/exporter.ts';
import type { BaseManifest, Check, DumpManifest } from '../../../src/backup/manifest.ts';
import { chunkKey, historyKey, type Chunk, type History } from '../../../src/backup/wal/chunk.ts';
import { backupMetrics } from '../../../src/metrics/backup.ts';
import { Bucket, caller, clientOf, key, owner } from '../../s3/good.ts';
import type { Statement } from '../../s3/policy.ts';
import { startS3, type S3 } from '../../s3/server.ts';
import * as madeUp from '../made-up.ts';

const { prefix } = madeUp.repository('');

/** Another key of KMS, that objects may be encrypted by. */
export const otherKey = 'arn:aws:kms:eu-central-1:123456789012:key/two';

/** The moment at which tests look, unless they say another. */
export const noon = Date.parse('2026-03-07T12:00:00Z');

/** A bucket with what a test puts there, and an exporter that looks at it. */
export class TestBucket {
  /** When the exporter looks, in milliseconds. */
  at = noon;
  readonly said: string[] = [];
  readonly registry = new Registry();
  private readonly client;
  private readonly exporter: { readonly look: () => Promise<void> };

  private constructor(
    readonly s3: S3,
    private readonly denials: Statement[],
    config: Partial<BackupConfig>,
    clients: Clients,
  ) {
    this.client = clientOf(s3);
    this.exporter = makeExporter({
      config: madeUp.config(s3.url, config),
      registry: this.registry,
      now: () => new Date(this.at),
      say: (line) => this.said.push(line),
      clients,
    });
  }

  static async start(
    config: Partial<BackupConfig> = {},
    clients: Partial<Clients> = {},
  ): Promise<TestBucket> {
    const allow = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
      Resource: '*',
    };
    const statements: Statement[] = [allow];
    const reader = caller('READER', { Version: '2012-10-17', Statement: statements });
    const s3 = await startS3({ callers: [owner, reader], kmsKeys: [key, otherKey] });
    const credentials = { accessKeyId: reader.accessKeyId, secretAccessKey: reader.secretAccessKey };
    const bucket = new TestBucket(s3, statements, config, {
      s3: { maxAttempts: 1, credentials, ...clients.s3 },
      rds: clients.rds ?? {},
    });
    await bucket.client.send(new CreateBucketCommand({ Bucket }));
    return bucket;
  }

  /** Puts an object below the prefix, as S3 takes it at a moment. */
  async put(name: string, Body: string, at: string, SSEKMSKeyId = key): Promise<void> {
    this.s3.clock.set(new Date(at));
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId } as const;
    await this.client.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${name}`, Body, ...encryption }));
  }

  async delete(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket, Key: `${prefix}/${name}` }));
  }

  /** A dump with its files, of which S3 has the last when its manifest says that it ended. */
  async dump(more: Partial<DumpManifest> = {}, folder = 'dumps'): Promise<void> {
    await this.backup(
      folder,
      madeUp.dump({ files: { 'database.sql.gz': file(5), 'roles.sql': file(3) }, ...more }),
    );
  }

  async base(more: Partial<BaseManifest> = {}): Promise<void> {
    await this.backup('base', madeUp.base({ files: { 'base.tar.gz': file(9) }, ...more }));
  }

  async check(more: Partial<Check> = {}): Promise<void> {
    const check = madeUp.check(more);
    const name = check.checkedAt.replaceAll(/[-:]/g, '');
    await this.put(`checks/${name}.json`, JSON.stringify(check), check.checkedAt);
  }

  async chunk(chunk: Chunk = madeUp.chunk()): Promise<void> {
    const name = chunkKey('', chunk).slice(1);
    await this.put(name, 'a piece', new Date(chunk.time).toISOString());
  }

  async history(history: History, at: string): Promise<void> {
    await this.put(historyKey('', history).slice(1), 'a history', at);
  }

  /** Takes rights from the exporter, such as `kms:Decrypt`. */
  deny(...Action: readonly string[]): void {
    this.denials.push({ Effect: 'Deny', Action, Resource: '*' });
  }

  /** Gives them back. */
  allowAgain(): void {
    this.denials.splice(1);
  }

  /** Has the exporter look, so many seconds after it did before. Returns how many requests that took. */
  async look(after = 30): Promise<readonly string[]> {
    const before = this.s3.requests.length;
    this.at += after * 1000;
    await this.exporter.look();
    return this.s3.requests.slice(before);
  }

  /** The value of a series, in whole seconds as S3 has them, or nothing where there is none. */
  async value(metric: keyof typeof backupMetrics, labels: Readonly<Record<string, string>> = {}) {
    const values = (await this.registry.getSingleMetric(backupMetrics[metric].name)?.get())?.values ?? [];
    const found = values.find((one) =>
      Object.entries(labels).every(([name, value]) => one.labels[name] === value),
    );
    return found && Math.floor(found.value);
  }

  private async backup(folder: string, manifest: DumpManifest | BaseManifest): Promise<void> {
    for (const [name, { bytes }] of Object.entries(manifest.files)) {
      await this.put(`${folder}/${manifest.id}/${name}`, 'x'.repeat(bytes), manifest.finishedAt);
    }
    const text = JSON.stringify(manifest);
    await this.put(`${folder}/${manifest.id}/manifest.json`, text, manifest.finishedAt);
  }
}

/** What a manifest says of a file of that size. */
export const file = (bytes: number) => ({ bytes, sha256: 'a'.repeat(64) });

/** Seconds of a moment, as series have it. */
export const seconds = (moment: string): number => Date.parse(moment) / 1000;
