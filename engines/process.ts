import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Starts a program whose log goes into a file of the folder. */
export const run = (
  folder: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess => logged(folder, command, args, { env: { ...process.env, ...env } });

/** The same, apart from the terminal: Ctrl-C there is for whoever started this, who then ends it in good order. */
export const runApart = (folder: string, command: string, args: readonly string[]): ChildProcess =>
  logged(folder, command, args, { detached: true });

/** The program writes the file itself, so that all of its log is there when it ends. */
function logged(
  folder: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const log = openSync(logOf(folder, command), 'a');
  try {
    return spawn(command, args, { ...options, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

/** Ends a program, and waits until it is gone. */
export function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve();
  return new Promise((resolve) => {
    // A program that is stuck must not keep the one that ends it.
    const rest = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(rest);
      resolve();
    });
    child.kill();
  });
}

/** The last lines that a program wrote. */
export function endOfLog(folder: string, command: string, lines = 12): string {
  try {
    return readFileSync(logOf(folder, command), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

const logOf = (folder: string, command: string): string => join(folder, `${basename(command)}.log`);
