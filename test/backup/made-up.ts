import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { BackupConfig } from '../../src/backup/config.ts';
import { manifestKey } from '../../src/backup/keys.ts';
import type { BaseManifest, Check, DumpManifest } from '../../src/backup/manifest.ts';
import { chunkKey, type Chunk } from '../../src/backup/wal/chunk.ts';
import { Bucket } from '../s3/good.ts';

/** Where the made-up backups are. */
export const repository = (endpoint: string): BackupConfig['repository'] => ({
  bucket: Bucket,
  region: 'eu-central-1',
  prefix: 'backups/production',
  kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/one',
  endpoint,
});

/** The configuration of the made-up environment. */
export const config = (endpoint: string, more: Partial<BackupConfig> = {}): BackupConfig => ({
  environment: 'production',
  namespace: 'fraiseql',
  pointInTime: 'receiver',
  postgresMajor: 15,
  database: { host: 'postgresql.fraiseql.svc', port: 5432, database: 'fraiseql', tls: 'require' },
  repository: repository(endpoint),
  recovery: {
    image: 'registry.example.com/fraiseql-monitoring:0.1.0',
    postgresImage: 'docker.io/library/postgres:15.14-bookworm',
    awsCliImage: 'docker.io/amazon/aws-cli:2.31.0',
    roleArn: 'arn:aws:iam::123456789012:role/fraiseql-backup-reader',
  },
  ...more,
});

const server = {
  version: '15.14 (Debian 15.14-0+deb12u1)',
  major: 15,
  systemIdentifier: '7412345678901234567',
};
const sha256 = createHash('sha256').digest('hex');

/** A dump that began and shows 06:00 of some day of March 2026. */
export const dump = (more: Partial<DumpManifest> = {}): DumpManifest => ({
  format: 1,
  kind: 'dump',
  id: '20260307T060000Z-x7k2p',
  startedAt: '2026-03-07T06:00:00Z',
  finishedAt: '2026-03-07T06:04:00Z',
  snapshotAt: '2026-03-07T06:00:01Z',
  server,
  database: 'fraiseql',
  files: { 'database.sql.gz': { bytes: 1_200_000_000, sha256 }, 'roles.sql': { bytes: 2000, sha256 } },
  facts: {
    tables: { 'public.tb_user': 15_234 },
    sequences: {},
    roles: ['fraiseql'],
    objects: {},
    databaseBytes: 6_000_000_000,
  },
  seconds: { dump: 200 },
  ...more,
});

/** A copy of the server, of 02:00. */
export const base = (more: Partial<BaseManifest> = {}): BaseManifest => ({
  format: 1,
  kind: 'base',
  id: '20260307T020000Z-b4s3q',
  startedAt: '2026-03-07T02:00:00Z',
  finishedAt: '2026-03-07T02:05:00Z',
  server,
  files: { 'base.tar.gz': { bytes: 2_100_000_000, sha256 } },
  wal: { timeline: 1, start: '0/3000028', end: '0/3000138' },
  dataBytes: 7_000_000_000,
  seconds: { copy: 90 },
  ...more,
});

/** What a check found, a week before. */
export const check = (more: Partial<Check> = {}): Check => ({
  format: 1,
  id: '20260307T060000Z-x7k2p',
  checkedAt: '2026-03-07T07:00:00Z',
  seconds: { download: 12, restore: 120, compare: 10 },
  databaseBytes: 6_000_000_000,
  tables: 1,
  rows: 15_234,
  ...more,
});

/** A piece of the log that continues the copy: the third segment from its byte 312 on, whole. */
export const chunk = (more: Partial<Chunk> = {}): Chunk => ({
  system: server.systemIdentifier,
  timeline: 1,
  segment: '000000010000000000000003',
  from: 0,
  to: 16_777_216,
  time: Date.parse('2026-03-07T12:00:00Z'),
  ...more,
});

/** The same, so many segments further. */
export const later = (segments: number, time: string): Chunk =>
  chunk({
    segment: `0000000100000000${(3 + segments).toString(16).toUpperCase().padStart(8, '0')}`,
    time: Date.parse(time),
  });

/** Fills a bucket, and answers whom to ask for more. */
export function filling(client: S3Client, { prefix }: BackupConfig['repository']) {
  const put = (Key: string, Body: string | Buffer) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body }));
  return {
    put,
    dump: (one = dump()) => put(manifestKey(prefix, 'dumps', one.id), JSON.stringify(one)),
    verified: (one = dump()) => put(manifestKey(prefix, 'verified', one.id), JSON.stringify(one)),
    base: (one = base()) => put(manifestKey(prefix, 'base', one.id), JSON.stringify(one)),
    check: (one = check()) =>
      put(`${prefix}/checks/${one.checkedAt.replaceAll(/[-:]/g, '')}.json`, JSON.stringify(one)),
    chunk: (one = chunk()) => put(chunkKey(prefix, one), gzipSync(Buffer.alloc(10))),
  };
}
