import { z } from 'zod';
import { backupId } from './keys.ts';

const file = z.object({
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[a-f0-9]{64}$/, 'a SHA-256 in hexadecimal digits'),
});

const moment = z.iso.datetime();

/** What a server was when it was copied. */
const server = z.object({
  /** As the server says it, such as `15.20 (Debian 15.20-0+deb12u1)`. */
  version: z.string(),
  major: z.int(),
  /** What tells this server from every other, whatever its name. A number of 64 bits, as text. */
  systemIdentifier: z.string().regex(/^\d+$/, 'a number'),
});

/**
 * What was in a database at the moment of its dump, exactly: made by `scripts/facts.sql` in the dump's own snapshot, and again in what was
 * restored.
 */
export const factsSchema = z.object({
  /** Rows by table, such as `public.tb_user`. */
  tables: z.record(z.string(), z.int().min(0)),
  /** Value of each sequence before and after the dump: they stand outside of its snapshot. */
  sequences: z.record(z.string(), z.tuple([z.string(), z.string()])),
  roles: z.array(z.string()),
  /** How many there are of each kind, such as `index` or `policy`. */
  objects: z.record(z.string(), z.int().min(0)),
  /** Size of the database on the server, in bytes. */
  databaseBytes: z.int().min(0),
});

/** What was in a database. */
export type Facts = z.infer<typeof factsSchema>;

const shared = {
  format: z.literal(1),
  id: z.string().regex(backupId, 'a name such as 20260307T060000Z-x7k2p'),
  startedAt: moment,
  finishedAt: moment,
  server,
  /** Files beside the manifest, by name. */
  files: z.record(z.string(), file),
};

/** The manifest of a dump: a backup exists if and only if its manifest does. */
export const dumpManifestSchema = z.object({
  ...shared,
  kind: z.literal('dump'),
  database: z.string(),
  /** The moment that the dump shows. */
  snapshotAt: moment,
  facts: factsSchema,
  /** How long each phase took. */
  seconds: z.record(z.string(), z.number().min(0)),
});

/** The manifest of a dump. */
export type DumpManifest = z.infer<typeof dumpManifestSchema>;

const lsn = z.string().regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/, 'a position in the log such as 0/3000028');

/** The manifest of a copy of the whole server. */
export const baseManifestSchema = z.object({
  ...shared,
  kind: z.literal('base'),
  /** The role that made the server: who recovers it connects by it. Left out: `postgres`. */
  superuser: z.string().optional(),
  /** What must be replayed at the least: from and to where, on which timeline. */
  wal: z.object({
    timeline: z.int().min(1),
    start: lsn,
    end: lsn,
    /** Bytes of a segment. Left out: the usual 16 MiB. */
    segmentBytes: z.int().min(1_048_576).optional(),
  }),
  /** Size of the server's data, in bytes, before compression. */
  dataBytes: z.int().min(0),
  seconds: z.record(z.string(), z.number().min(0)),
});

/** The manifest of a copy of the whole server. */
export type BaseManifest = z.infer<typeof baseManifestSchema>;

/** What a restore check found that found nothing wrong. One that did leaves no result, but a Job that failed. */
export const checkSchema = z.object({
  format: z.literal(1),
  /** The dump that was restored. */
  id: z.string().regex(backupId, 'a name such as 20260307T060000Z-x7k2p'),
  checkedAt: moment,
  /** Seconds of each stage: `download`, `restore`, `compare`. */
  seconds: z.record(z.string(), z.number().min(0)),
  /** Size of the database as it was restored, in bytes. */
  databaseBytes: z.int().min(0),
  tables: z.int().min(0),
  rows: z.int().min(0),
});

/** What a restore check found. */
export type Check = z.infer<typeof checkSchema>;
