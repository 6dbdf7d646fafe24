import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readSettings } from '../../src/settings/read.ts';

/** A settings file as it should be. */
export const good = readFileSync('test/good/production.yaml', 'utf8');

/** The good file, bent in one place. */
export function bend(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

/** What is said of a file `production.yaml` with this content. */
export function messageFor(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  try {
    writeFileSync(join(folder, 'production.yaml'), content);
    return messageOf(() => readSettings(join(folder, 'production.yaml')), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is said when something is read, without the name of the folder. */
export function messageOf(read: () => unknown, folder: string): string {
  try {
    read();
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  return 'nothing wrong';
}
