import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../platform/until.ts';
import { tool } from '../tool.ts';

/** The demo as somebody runs it: a process of its own, whose temporary files are in a folder of their own. */
export class DemoProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts', ...args], {
      env: { ...process.env, TMPDIR: this.folder, ...env },
    });
    const hear = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    this.child.stdout?.on('data', hear);
    this.child.stderr?.on('data', hear);
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Waits until it has said something. Returns what the first group matched. */
  async said(pattern: RegExp): Promise<string> {
    await until(() => {
      if (this.child.exitCode !== null && !pattern.test(this.output)) throw new Error(this.output);
      return Promise.resolve(pattern.test(this.output));
    });
    return pattern.exec(this.output)?.[1] ?? '';
  }

  /** Sends a signal. Returns the exit code. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Waits for the end. Returns the exit code. */
  end(): Promise<number | null> {
    return this.ended;
  }

  /** Process ids and command lines of what runs with its files. */
  async children(): Promise<readonly { readonly pid: number; readonly args: string }[]> {
    const { stdout } = await tool('ps', ['-A', '-o', 'pid=,args=']);
    return stdout
      .split('\n')
      .filter((line) => line.includes(`${this.folder}/engines-`))
      .map((line) => ({ pid: Number.parseInt(line, 10), args: line.trim().replace(/^\d+ /, '') }));
  }

  /** Its temporary folders that are still there. */
  leftovers(): readonly string[] {
    return readdirSync(this.folder).filter((name) => name.startsWith('engines-'));
  }

  remove(): void {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
