import { spawn, type ChildProcess } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { collectorConfig, collectorFlags, type Waiting } from '../../../src/logs/archive/collector.ts';
import { toYaml } from '../../../src/output/yaml.ts';
import { freePort } from '../../../engines/listen.ts';
import { until } from '../../platform/until.ts';

/** The collector that test/logs/archive/build.sh makes. */
const program = resolve('.archive/otelcol');

/** What {@link Collector} needs. */
export interface CollectorProps {
  /** A folder of its own: the logs of pods, its state, its configuration. */
  readonly folder: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** @default - as shipped */
  readonly waiting?: Waiting;
  /** Cores that it may use. @default 2 */
  readonly cores?: number;
}

/** A real collector, with the very configuration that synth writes, but for paths, addresses and how long it waits. */
export class Collector {
  private process: ChildProcess | undefined;
  private ports = { metrics: 0, health: 0, handOver: 0 };

  /** @throws Error where it has not been built. */
  constructor(private readonly props: CollectorProps) {
    if (!existsSync(program)) throw new Error(`There is no ${program}: test/logs/archive/build.sh makes it.`);
    for (const folder of [this.podLogs, this.state]) mkdirSync(folder, { recursive: true });
  }

  get podLogs(): string {
    return join(this.props.folder, 'pods');
  }

  get state(): string {
    return join(this.props.folder, 'state');
  }

  /** Starts it, and waits until it says that it is ready. */
  async start(): Promise<void> {
    this.ports = { metrics: await freePort(), health: await freePort(), handOver: await freePort() };
    const config = join(this.props.folder, 'collector.yaml');
    writeFileSync(config, toYaml(this.config()));
    const { accessKeyId, secretAccessKey } = this.props.credentials;
    const output = createWriteStream(join(this.props.folder, 'collector.log'), { flags: 'a' });
    await new Promise((opened) => output.once('open', opened));
    this.process = spawn(program, ['--config', `file:${config}`, ...collectorFlags], {
      env: {
        NODE_NAME: 'node-1',
        GOMAXPROCS: String(this.props.cores ?? 2),
        GOMEMLIMIT: '400MiB',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
      stdio: ['ignore', output, output],
    });
    await until(async () => {
      if (this.process?.exitCode !== null) throw new Error(`The collector does not start:\n${this.log()}`);
      return fetch(`http://127.0.0.1:${String(this.ports.health)}/`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
  }

  /** Ends it: `SIGTERM` asks, `SIGKILL` does not. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { process } = this;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    await ended;
  }

  /** The sum of a series, 0 where there is none yet; only of those that have that in their labels. */
  async series(name: string, labels = ''): Promise<number> {
    const lines = (await this.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Everything that Prometheus would scrape. */
  async metrics(): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${String(this.ports.metrics)}/metrics`);
    return answer.text();
  }

  /** Seconds of CPU that it has used in this life. */
  cpu(): number {
    const fields = this.proc('stat').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  /**
   * Memory that it has now, in bytes: what the kernel cannot take back. The file of the queue is mapped, and is not counted: where memory is
   * short its pages go back to the disk.
   */
  memory(): number {
    const [, kilobytes = '0'] = /RssAnon:\s+(\d+)/.exec(this.proc('status')) ?? [];
    return Number(kilobytes) * 1024;
  }

  /** Bytes that its state takes on the disk. */
  disk(): number {
    const sizes = readdirSync(this.state).map((name) => statSync(join(this.state, name)).blocks * 512);
    return sizes.reduce((sum, one) => sum + one, 0);
  }

  /** What it said. */
  log(): string {
    return readFileSync(join(this.props.folder, 'collector.log'), 'utf8');
  }

  private config(): object {
    const { bucket, endpoint, waiting } = this.props;
    const at = (port: number) => ({ host: '127.0.0.1', port });
    const { metrics, health, handOver } = this.ports;
    return collectorConfig({
      service: { namespace: 'fraiseql', name: 'fraiseql-api' },
      archive: { bucket, region: 'eu-central-1', prefix: 'production', endpoint },
      podLogs: this.podLogs,
      state: this.state,
      ports: { metrics: at(metrics), health: at(health), handOver },
      ...(waiting ? { waiting } : {}),
    });
  }

  private proc(name: string): string {
    return readFileSync(`/proc/${String(this.process?.pid)}/${name}`, 'utf8');
  }
}
