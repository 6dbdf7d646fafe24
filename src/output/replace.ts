import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Files to write: path below the output folder, and content. */
export type Files = ReadonlyMap<string, string>;

/**
 * Replaces a folder by new files, all or nothing: they are written beside it first, and two renames put them in its
 * place. Files that are made no longer are gone afterwards, so that nobody goes on applying them.
 */
export function replaceFolder(folder: string, files: Files): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const fresh = mkdtempSync(join(parent, '.dist-'));
  try {
    writeFiles(join(fresh, 'new'), files);
    swap(folder, join(fresh, 'new'), join(fresh, 'old'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function swap(folder: string, fresh: string, old: string): void {
  if (!existsSync(folder)) {
    renameSync(fresh, folder);
    return;
  }
  renameSync(folder, old);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    renameSync(old, folder);
    throw error;
  }
}

/** Writes files below a folder, making the folders that they need. */
export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** How many files would be new, gone or different if these replaced a folder. */
export function changedFiles(folder: string, files: Files): number {
  const old = existsSync(folder) ? listFiles(folder) : [];
  const paths = new Set([...old, ...files.keys()]);
  return [...paths].filter(
    (path) => !old.includes(path) || readFileSync(join(folder, path), 'utf8') !== files.get(path),
  ).length;
}

/** Paths of all files below a folder, with forward slashes, sorted. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/')).sort();
}
