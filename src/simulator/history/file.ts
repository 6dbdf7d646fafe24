import { realpathSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../../cli/errors.ts';
import { reason } from '../../cli/files.ts';
import { printable } from '../../cli/words.ts';

/** Files that something is written into. */
export interface Files {
  /** What becomes the output. */
  readonly output: FileHandle;
  /** For what is needed meanwhile; nobody else sees it. */
  readonly values: FileHandle;
}

/**
 * Has a file written under another name beside it, and renames it when it is whole: under its own name there is never half of one, and what was
 * there before stays until then. A device or a pipe is written as it is.
 *
 * @throws Failure where the file system refuses, with what to do about it.
 */
export async function writeWhole<Result>(
  path: string,
  write: (files: Files) => Promise<Result>,
): Promise<Result> {
  const { name, partial, folder } = placesOf(path);
  const output = await open(partial, 'w').catch(refused(path));
  try {
    const values = await scratch(folder);
    const result = await write({ output, values }).finally(() => values.close());
    if (partial !== name) await rename(partial, name);
    return result;
  } catch (error) {
    if (partial !== name) await rm(partial, { force: true });
    return refused(path)(error);
  } finally {
    await output.close();
  }
}

/** Where the file is really, where it is written first, and where there is room for what is needed meanwhile. */
function placesOf(path: string): { name: string; partial: string; folder: string } {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) return { name: path, partial: path, folder: tmpdir() };
  const name = there === undefined ? path : realpathSync(path);
  return { name, partial: `${name}.${String(process.pid)}.partial`, folder: dirname(name) };
}

/** A file that nobody can name any more: it is gone with this program, whatever ends it. */
async function scratch(folder: string): Promise<FileHandle> {
  const path = join(folder, `.values-${String(process.pid)}-${String(Date.now())}`);
  const file = await open(path, 'wx+');
  rmSync(path);
  return file;
}

/** Tells what the file system said, as a problem of the output. */
const refused =
  (path: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof Failure) throw error;
    const why = code === 'ENOENT' ? 'is in a folder that does not exist' : reason(error);
    throw new Failure(`--output ${printable(path)} ${why}.`);
  };
