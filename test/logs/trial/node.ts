import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filebeatConfig } from '../../../src/logs/filebeat.ts';
import { indexParts } from '../../../src/logs/index-parts.ts';
import { logsConfigSchema } from '../../../src/logs/config.ts';
import { clientFor } from '../../../src/logs/elasticsearch.ts';
import { setUp } from '../../../src/logs/setup.ts';
import { streamNames } from '../../../src/logs/streams.ts';
import { toYaml } from '../../../src/output/yaml.ts';
import { freePort } from '../../../engines/listen.ts';
import { StandIn } from '../stand-in/elasticsearch.ts';

const environment = 'production';
/** How long Filebeat may take to end, in milliseconds; a pod gives it 20 s. */
const grace = 5000;

const pod = 'fraiseql_fraiseql-api-7d9c5b6f4-abcde_0b1c2d3e';

/** A node with one pod of the service, a real Filebeat, and an Elasticsearch to send to. */
export class Node {
  readonly elasticsearch = new StandIn();
  readonly folder = mkdtempSync(join(tmpdir(), 'filebeat-trial-'));
  /** What Filebeat said. */
  said = '';
  private url = '';
  private filebeat: ChildProcess | undefined;

  constructor(private readonly binary: string) {
    mkdirSync(this.logs, { recursive: true });
  }

  get logs(): string {
    return join(this.folder, 'pods', pod, 'fraiseql-api');
  }

  /** Elasticsearch with its templates, as `logs setup` makes them. */
  async prepare(): Promise<this> {
    this.url = await this.elasticsearch.start();
    const config = logsConfigSchema.parse({ environment, elasticsearch: { url: this.url } });
    const client = clientFor({ elasticsearch: config.elasticsearch, timeout: 5000 });
    const streams = streamNames(environment);
    await setUp({ client, parts: indexParts(config), streams, dryRun: false, say: () => undefined });
    await client.close();
    return this;
  }

  /** Starts Filebeat with the configuration that synth writes: only paths and addresses are others. */
  async start(): Promise<void> {
    const file = join(this.folder, 'filebeat.yml');
    const key = join(this.folder, 'key.yml');
    const config = filebeatConfig({
      environment,
      service: { namespace: 'fraiseql', name: 'fraiseql-api' },
      url: this.url,
      podLogs: join(this.folder, 'pods'),
      registry: join(this.folder, 'registry'),
      http: { host: '127.0.0.1', port: await freePort() },
    });
    writeFileSync(file, toYaml(config), { mode: 0o600 });
    writeFileSync(key, 'output.elasticsearch.api_key: "id:key"\n', { mode: 0o600 });
    const args = ['-c', file, '-c', key, '-e'];
    const started = spawn(this.binary, args, {
      env: { PATH: process.env.PATH, NODE_NAME: 'node-1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.stderr.on('data', (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    this.filebeat = started;
  }

  /** Ends Filebeat: as a crash does, or as Kubernetes does, which asks, waits, and then kills. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<'ended' | 'killed'> {
    const { filebeat } = this;
    if (filebeat?.exitCode !== null || filebeat.signalCode !== null) return 'ended';
    const gone = new Promise((resolve) => filebeat.once('exit', resolve));
    filebeat.kill(signal);
    const late = setTimeout(() => filebeat.kill('SIGKILL'), grace);
    await gone;
    clearTimeout(late);
    return this.filebeat?.signalCode === 'SIGKILL' ? 'killed' : 'ended';
  }

  write(file: string, ...lines: readonly string[]): void {
    appendFileSync(join(this.logs, file), lines.join(''));
  }

  /** What kubelet does when a file is full. */
  rotate(to: string): void {
    renameSync(join(this.logs, '0.log'), join(this.logs, `0.log.${to}`));
  }

  remove(file: string): void {
    rmSync(join(this.logs, file));
  }

  async close(): Promise<void> {
    await this.end();
    await this.elasticsearch.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let second = 0;

/** A line as a container runtime writes it. */
export const cri = (text: string, { stream = 'stdout', tag = 'F' } = {}): string => {
  second += 1;
  const time = new Date(Date.UTC(2026, 10, 24) + second).toISOString().replace('Z', '123456Z');
  return `${time} ${stream} ${tag} ${text}\n`;
};

/** A line of the service with a number in it. */
export const numbered = (number: number): string =>
  JSON.stringify({
    timestamp: new Date(Date.UTC(2026, 10, 24, 10) + number).toISOString(),
    level: 'INFO',
    target: 'fraiseql_server::audit',
    fields: {
      message: 'query',
      query_hash: 'a3f1',
      api_key_id: 'k_17',
      duration_ms: 12.5,
      result_rows: number,
      status: 'ok',
    },
  });

/** A line as the container runtime breaks it: parts of 16 KiB. */
export function broken(text: string): string[] {
  const parts = text.match(/.{1,16384}/gsu) ?? [];
  return parts.map((part, at) => cri(part, { tag: at === parts.length - 1 ? 'F' : 'P' }));
}
