import { gunzipSync } from 'node:zlib';
import type { S3 } from '../../s3/server.ts';

/** What is in the archive, beside what was written. */
export interface Compared {
  readonly written: number;
  /** Lines that are not there. */
  readonly missing: number;
  /** Lines that are there once too often. */
  readonly repeated: number;
  /** Lines that nobody wrote: cut, joined, or changed. */
  readonly foreign: number;
  /** Examples of what is wrong. */
  readonly examples: readonly string[];
}

/** Lines of an archive, as bytes: one sign for each. */
export function archivedLines(s3: S3, bucket: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { body } of s3.objects(bucket)) {
    const text = gunzipSync(body).toString('latin1');
    count(lines, text.slice(0, -1).split('\n'));
  }
  return lines;
}

/** Compares an archive with what was written, byte for byte. */
export function compare(written: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): Compared {
  const sum = (all: Iterable<number>) => [...all].reduce((total, one) => total + one, 0);
  const missing = [...written].map(([line, times]) => Math.max(0, times - (found.get(line) ?? 0)));
  const repeated = [...found].map(([line, times]) =>
    written.has(line) ? Math.max(0, times - (written.get(line) ?? 0)) : 0,
  );
  const foreign = [...found].filter(([line]) => !written.has(line));
  const gone = [...written]
    .filter(([line, times]) => (found.get(line) ?? 0) < times)
    .map(([line]) => `missing ${shown(line)}`);
  return {
    written: sum(written.values()),
    missing: sum(missing),
    repeated: sum(repeated),
    foreign: sum(foreign.map(([, times]) => times)),
    examples: [...gone, ...foreign.map(([line]) => `foreign ${shown(line)}`)].slice(0, 4),
  };
}

/** Lines as {@link archivedLines} has them. */
export function counted(...parts: readonly (readonly (string | Buffer)[])[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const part of parts)
    count(
      lines,
      part.map((line) => Buffer.from(line).toString('latin1')),
    );
  return lines;
}

function count(lines: Map<string, number>, more: readonly string[]): void {
  for (const line of more) lines.set(line, (lines.get(line) ?? 0) + 1);
}

const shown = (line: string): string => `(${String(line.length)}) ${JSON.stringify(line.slice(0, 80))}`;
