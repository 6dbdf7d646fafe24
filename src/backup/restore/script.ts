import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '../../cli/errors.ts';
import { printable } from '../../cli/words.ts';
import { scripts } from '../scripts.ts';

/** A line of a script, as far as it is read here. */
export interface ScriptLine {
  readonly level: string;
  readonly phase: string;
  readonly message: string;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
}

/** What {@link runScript} is told. */
export interface ScriptProps {
  /** File name, such as `restore.sh`. */
  readonly name: string;
  /** Where it works: its own. */
  readonly work: string;
  /** All that it sees of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: ScriptLine) => void;
  /** Ends it. */
  readonly stopped: AbortSignal;
}

/**
 * Runs a script of the backups to its end.
 *
 * @throws Failure in its own words, where it fails.
 */
export async function runScript({ name, work, env, say, stopped }: ScriptProps): Promise<void> {
  const folder = writeScripts(work);
  const child = spawn('bash', [join(folder, name)], {
    env: { ...env, BACKUP_WORK: work, BACKUP_SCRIPTS: folder, HOME: work, TMPDIR: work },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  stopped.addEventListener('abort', stop);
  const lines = { error: '', stderr: '' };
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineOf(text);
    if (line?.level === 'error') lines.error = line.message;
    else if (line !== undefined) say(line);
  });
  child.stderr.on('data', (data: Buffer) => (lines.stderr = `${lines.stderr}${data.toString()}`.slice(-500)));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => {
      resolve(exit ?? 143);
    });
  });
  stopped.removeEventListener('abort', stop);
  if (code !== 0) throw new Failure(failureOf(name, code, lines));
}

function failureOf(name: string, code: number, { error, stderr }: { error: string; stderr: string }): string {
  if (error !== '') return error;
  if (code === 143) return 'It was asked to end, and has ended.';
  return `${name} ended with exit code ${String(code)} and did not say why: ${printable(stderr.trim())}`;
}

function writeScripts(work: string): string {
  const folder = join(work, 'scripts');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(scripts())) writeFileSync(join(folder, name), text);
  return folder;
}

function lineOf(text: string): ScriptLine | undefined {
  try {
    return JSON.parse(text) as ScriptLine;
  } catch {
    return undefined;
  }
}
