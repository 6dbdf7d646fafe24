import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfLog, run, runApart, stop } from './process.ts';

/** Is told where a program ends by itself: its name, and the end of its log. */
export type OnEnd = (program: string, log: string) => void;

/** Programs that run in a temporary folder of their own. All of them and the folder go together, however that comes about. */
export class Programs {
  readonly folder = mkdtempSync(join(tmpdir(), 'engines-'));
  private readonly children = new Set<ChildProcess>();
  private stopping = false;
  /** For an end that leaves no time to wait. */
  private readonly abandon = (): void => {
    for (const child of this.children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  };

  /**
   * @param onEnd is told where one ends by itself. Who listens ends them in good order, too: Ctrl-C in a terminal is kept from them.
   * @default - nobody is
   */
  constructor(private readonly onEnd?: OnEnd) {
    process.once('exit', this.abandon);
  }

  /** Starts a program, unless all are being stopped. */
  start(command: string, args: readonly string[]): ChildProcess | undefined {
    if (this.stopping) return undefined;
    const start = this.onEnd === undefined ? run : runApart;
    const child = start(this.folder, command, args);
    this.children.add(child);
    const gone = () => {
      this.children.delete(child);
      if (!this.stopping) this.onEnd?.(command, endOfLog(this.folder, command));
    };
    // One that is not on the PATH has an error, and no end.
    child.once('exit', gone).once('error', gone);
    return child;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.children].map(stop));
    process.off('exit', this.abandon);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
