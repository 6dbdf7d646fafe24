import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Version of this program, as its package says: beside `src/` in the sources, and above `lib/` where it is built. */
export function version(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const text = firstOf(['../..', '../../..'].map((up) => join(here, up, 'package.json')));
  return (JSON.parse(text) as { readonly version: string }).version;
}

function firstOf(files: readonly string[]): string {
  const [file, ...others] = files;
  if (file === undefined) throw new Error('The program has no package.json.');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return firstOf(others);
  }
}
