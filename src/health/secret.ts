import { readFileSync } from 'node:fs';
import { Unhealthy } from './codes.ts';

/**
 * What a mounted file holds, without the line break that editors add. Read for every connection, so that a rotated secret is taken
 * without a restart; synchronously, since a worker thread may be busy with a name that nobody resolves.
 *
 * @throws Unhealthy where there is nothing to read.
 */
export function secretIn(path: string): string {
  const text = textIn(path);
  if (text === '') throw new Unhealthy('secret');
  return text;
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return '';
  }
}
