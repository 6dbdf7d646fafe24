import { execFile } from 'node:child_process';

/** What a command said, and whether it was content. */
export interface Answer {
  readonly code: number;
  /** Standard output and standard error, one after the other. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a command to its end. */
export function tool(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 1e8, ...options }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ code: 0, output, stdout });
      else if (typeof error.code === 'number') resolve({ code: error.code, output, stdout });
      else reject(new Error(`${command} did not run: ${error.message}`));
    });
  });
}
