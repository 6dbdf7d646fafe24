import { readFileSync, writeFileSync } from 'node:fs';
import { Failure } from './errors.ts';
import { printable } from './words.ts';

/** The text of a file that an option names, or nothing and a problem. What stands in it is never repeated: it may be a secret. */
export function readFor(option: string, path: string, problems: string[]): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text !== '') return text;
    problems.push(`--${option} ${printable(path)} is empty.`);
  } catch (error) {
    problems.push(`--${option} ${printable(path)} ${reason(error)}.`);
  }
  return undefined;
}

/**
 * Writes what a command made into a file.
 *
 * @throws Failure where that cannot be.
 */
export function writeTo(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'is in a folder that does not exist'
        : reason(error);
    throw new Failure(`--output ${printable(path)} ${why}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'leads through a file that is no folder',
  EISDIR: 'is a folder',
  EACCES: 'may not be opened',
  EROFS: 'is on a file system that nobody writes to',
  ENOSPC: 'is on a file system that is full',
};

/** Why a file cannot be read or written, to be said after its name. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return reasons[code] ?? `cannot be opened (${code})`;
}
