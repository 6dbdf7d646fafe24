import { readFileSync } from 'node:fs';
import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';

/**
 * What stands in a file, or comes from standard input.
 *
 * @throws Failure where it cannot be read.
 */
export function savedText(file: string): {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
} {
  const name = file === '-' ? 'standard input' : printable(file);
  try {
    const content = readFileSync(file === '-' ? 0 : file);
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(content), bytes: content.length };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Failure(`${name} ${reasons[code] ?? `cannot be read (${code})`}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8, which Prometheus refuses',
};
