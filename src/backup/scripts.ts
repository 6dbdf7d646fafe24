import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('scripts/', import.meta.url);

/** The scripts that take, check and restore backups, by file name: what the ConfigMap holds, and what `restore` runs. */
export const scripts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
