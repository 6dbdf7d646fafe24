import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { environmentOf, expand } from './environment.ts';
import { imageOf } from './images.ts';
import { Namespace, type Process } from './namespace.ts';
import { podOf, type Container, type Manifest, type Rendered } from './object.ts';
import { volumesOf, type Secrets, type Volumes } from './volumes.ts';

/** What {@link Pod} is made of. */
export interface PodProps {
  /** CronJob, Job, StatefulSet, Deployment or Pod, as it was rendered. */
  readonly object: Manifest;
  /** What was rendered beside it: its ConfigMaps are looked up there. */
  readonly manifests: readonly Manifest[];
  /** Values of its Secrets, by name and key. @default - none */
  readonly secrets?: Secrets;
  /** Variables that are set in every container, over those that were rendered: what a webhook adds, and where the engines of a test are. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sizes of emptyDirs by volume, such as `4m`. @default - as rendered */
  readonly sizes?: Readonly<Record<string, string>>;
  /** Folders that claims are, by name of the volume. @default - empty ones, gone with the pod */
  readonly claims?: Readonly<Record<string, string>>;
  /** Seconds that it may take. @default - `activeDeadlineSeconds` */
  readonly deadline?: number;
  /** Seconds between SIGTERM and SIGKILL. @default - `terminationGracePeriodSeconds` */
  readonly grace?: number;
  /** Name of the pod. @default - that of its owner, and `-x7k2p` */
  readonly name?: string;
  /** Arguments of a container as a test needs them, such as another port. @default - as rendered */
  readonly args?: (container: string, args: readonly string[]) => readonly string[];
  /** Called before each container starts: what happens to the files of a pod between two of them. */
  readonly before?: (container: string, pod: Pod) => void | Promise<void>;
}

/** What a container did. */
export interface Ended {
  readonly name: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of its standard output that are JSON. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** How a pod ended. */
export interface Result {
  readonly reason: 'Completed' | 'Error' | 'DeadlineExceeded' | 'Terminated';
  /** Those that were started, in their order. */
  readonly containers: readonly Ended[];
  /** Files that its emptyDirs held at its end. */
  readonly left: readonly string[];
}

/**
 * A pod as Kubernetes would run it, as far as Linux goes: the init containers one after the other, then the containers; each the first
 * process of its own, of the user that was rendered and without any right, on a root that nobody writes to, with the programs of its image
 * and no other. What is not covered: the network, limits of CPU and memory, probes, and whatever a node does to a pod.
 */
export class Pod {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pod-'));
  private readonly rendered: Rendered;
  private readonly running = new Map<string, Process>();
  private volumes: Volumes | undefined;
  private namespace: Namespace | undefined;
  private stopped: 'DeadlineExceeded' | 'Terminated' | undefined;
  /** How it ended. Always await it: then all is given back. */
  readonly ended: Promise<Result>;

  constructor(private readonly props: PodProps) {
    this.rendered = podOf(props.object);
    this.ended = this.run();
  }

  /** The process of a container that was started. */
  process(container: string): Process | undefined {
    return this.running.get(container);
  }

  /** Waits until a container has said something on its standard output or error. @throws where it ends before. */
  async said(container: string, what: RegExp): Promise<void> {
    for (;;) {
      const process = this.running.get(container);
      const over = await Promise.race([this.ended.then(() => true), setTimeout(20, false)]);
      const text = process ? process.stdout + process.stderr : '';
      if (what.test(text)) return;
      if (over) throw new Error(`${container} ended and never said ${String(what)}: ${text}`);
    }
  }

  /** A volume, for whoever is outside of the pod. */
  volume(name: string): string {
    const folder = this.volumes?.folders.get(name);
    if (folder === undefined || this.namespace === undefined)
      throw new Error(`The pod has no volume ${name} yet.`);
    return this.namespace.inside(folder);
  }

  /** Ends it as a deletion does: SIGTERM to the first process of each container, and SIGKILL after the grace. */
  async terminate(): Promise<Result> {
    this.stop('Terminated');
    return this.ended;
  }

  /** Ends it as its deadline does, now. */
  async expire(): Promise<Result> {
    this.stop('DeadlineExceeded');
    return this.ended;
  }

  private stop(reason: 'DeadlineExceeded' | 'Terminated'): void {
    this.stopped ??= reason;
    const grace = this.props.grace ?? this.rendered.spec.terminationGracePeriodSeconds ?? 30;
    for (const process of this.running.values()) process.signal('SIGTERM');
    const kill = global.setTimeout(() => {
      for (const process of this.running.values()) process.signal('SIGKILL');
    }, grace * 1000);
    void this.ended.finally(() => {
      clearTimeout(kill);
    });
  }

  private async run(): Promise<Result> {
    const { manifests, secrets = {}, sizes = {}, claims = {} } = this.props;
    const { spec } = this.rendered;
    try {
      this.volumes = volumesOf(this.rendered, this.folder, { manifests, secrets, sizes, claims });
      this.namespace = await Namespace.make(this.volumes.scratch, spec.securityContext?.fsGroup ?? 0);
      const seconds = this.props.deadline ?? spec.activeDeadlineSeconds;
      const deadline = global.setTimeout(
        () => {
          this.stop('DeadlineExceeded');
        },
        Math.min((seconds ?? 86_400) * 1000, 2 ** 31 - 1),
      );
      const containers = await this.containers().finally(() => {
        clearTimeout(deadline);
      });
      const reason = this.stopped ?? (containers.every(({ code }) => code === 0) ? 'Completed' : 'Error');
      return { reason, containers, left: this.left() };
    } finally {
      await this.namespace?.end();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async containers(): Promise<readonly Ended[]> {
    const { initContainers = [], containers } = this.rendered.spec;
    const ended: Ended[] = [];
    for (const container of initContainers) {
      ended.push(await this.runContainer(container));
      if (this.stopped !== undefined || ended.at(-1)?.code !== 0) return ended;
    }
    return [...ended, ...(await Promise.all(containers.map((container) => this.runContainer(container))))];
  }

  private async runContainer(container: Container): Promise<Ended> {
    const { name } = container;
    await this.props.before?.(name, this);
    const process = this.start(container);
    this.running.set(name, process);
    const code = await process.code;
    const { stdout, stderr } = process;
    return { name, code, stdout, stderr, lines: stdout.split('\n').flatMap(parsed) };
  }

  private start(container: Container): Process {
    const { namespace } = this;
    if (namespace === undefined) throw new Error('The pod has no namespace yet.');
    const { name, securityContext: own = {}, command, args = [] } = container;
    const security = { ...this.rendered.spec.securityContext, ...own };
    const {
      runAsUser: uid,
      runAsGroup: gid = uid,
      fsGroup = gid,
      readOnlyRootFilesystem: fixed = false,
    } = security;
    if (uid === undefined || gid === undefined)
      throw new Error(`The container ${name} does not say which user it runs as.`);
    const image = imageOf(container.image, this.folder);
    const root = join(this.folder, 'roots', name);
    mkdirSync(root, { recursive: true });
    const env = this.environment(container, { PATH: image.path.join(':'), ...image.env });
    const words = [...(command ?? image.entrypoint), ...(this.props.args?.(name, args) ?? args)];
    return namespace.start([
      ...[root, fixed ? 'ro' : 'rw', String(uid), String(gid), String(fsGroup)],
      ...image.folders.map(([from, to]) => `ro:${from}:${to}`),
      ...this.mounts(container),
      ...[
        '--',
        '/usr/bin/env',
        '-i',
        '--default-signal',
        ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
      ],
      ...words.map((word) => expand(word, env)),
    ]);
  }

  private environment(container: Container, image: Readonly<Record<string, string>>) {
    const { manifests, secrets = {}, env = {}, name = `${this.rendered.name}-x7k2p` } = this.props;
    const fields = {
      'metadata.name': name,
      'metadata.namespace': this.rendered.namespace,
      'status.podIP': '127.0.0.1',
    };
    const rendered = environmentOf(container, { manifests, secrets, fields }, { HOSTNAME: name, ...image });
    return { ...rendered, ...env };
  }

  private mounts({ volumeMounts = [] }: Container): string[] {
    return volumeMounts.map(({ name, mountPath, readOnly = false, subPath = '' }) => {
      const folder = this.volumes?.folders.get(name);
      if (folder === undefined) throw new Error(`The pod has no volume ${name} to mount at ${mountPath}.`);
      const access = readOnly || this.volumes?.fixed.has(name) ? 'ro' : 'rw';
      return `${access}:${join(folder, subPath)}:${mountPath}`;
    });
  }

  private left(): string[] {
    return (this.volumes?.scratch ?? []).flatMap(([folder]) =>
      readdirSync(this.namespace?.inside(folder) ?? folder, { recursive: true, encoding: 'utf8' }),
    );
  }
}

/** Runs a pod to its end. */
export const runPod = (props: PodProps): Promise<Result> => new Pod(props).ended;

function parsed(line: string): Readonly<Record<string, unknown>>[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [value as Readonly<Record<string, unknown>>] : [];
  } catch {
    return [];
  }
}
