import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('container.sh', import.meta.url));

/** A namespace of mounts that lives as long as this process wants it, with the scratch of a pod. */
export class Namespace {
  private constructor(private readonly holder: ChildProcess) {}

  /** Mounts file systems in memory: folder and size, which belong to a group. */
  static async make(scratch: readonly (readonly [string, string])[], group: number): Promise<Namespace> {
    if (process.getuid?.() !== 0)
      throw new Error(
        'Pods are run in namespaces, which needs root: run the tests as root, or in a container as CI does.',
      );
    const mounts = scratch.map(
      ([folder, size]) => `mount -t tmpfs -o size=${size},mode=2777,gid=${String(group)} scratch '${folder}'`,
    );
    const script = ['set -e', ...mounts, 'echo ready', 'exec cat >&2'].join('\n');
    const holder = spawn('unshare', ['--mount', 'bash', '-c', script], { stdio: ['pipe', 'pipe', 'pipe'] });
    let refused = '';
    holder.stderr.on('data', (data: Buffer) => (refused += data.toString()));
    const ready = await Promise.race([
      once(holder.stdout, 'data').then(() => true),
      once(holder, 'close').then(() => false),
    ]);
    if (!ready)
      throw new Error(`This machine gives no namespace of mounts, which pods are run in: ${refused.trim()}`);
    return new Namespace(holder);
  }

  /** A folder as it is in the namespace, for whoever is outside. */
  inside(folder: string): string {
    return `/proc/${String(this.holder.pid)}/root${folder}`;
  }

  /** Starts a container in it, as the first process of its own. */
  start(args: readonly string[]): Process {
    const here = ['--target', String(this.holder.pid), '--mount', '--'];
    // Not `--fork`: util-linux 2.38 does not tell by which signal the first process ended.
    const own = ['unshare', '--mount', '--pid', 'bash', '-c', '"$0" "$@" & wait "$!"', entry];
    return new Process(
      spawn('nsenter', [...here, ...own, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH },
      }),
    );
  }

  /** Gives it back, with everything that is mounted in it. */
  async end(): Promise<void> {
    const closed = once(this.holder, 'close');
    this.holder.stdin?.end();
    await closed;
  }
}

/** The first process of a container. */
export class Process {
  stdout = '';
  stderr = '';
  /** Its exit code, or 128 and the number of the signal that ended it. */
  readonly code: Promise<number>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.code = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  }

  /** Number of the first process, as this machine counts; nothing where there is none, or none any more. */
  get pid(): number | undefined {
    const parent = String(this.child.pid);
    try {
      const [first] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ');
      return first === undefined || first === '' ? undefined : Number(first);
    } catch {
      return undefined;
    }
  }

  /** Sends a signal to the first process, and to it alone, as a kubelet does. */
  signal(name: NodeJS.Signals): void {
    const { pid } = this;
    if (pid !== undefined) process.kill(pid, name);
  }
}
