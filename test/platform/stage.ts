import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toYaml } from '../../src/output/yaml.ts';
import { run, stop } from '../../engines/process.ts';
import { freePort, listen } from '../../engines/listen.ts';
import { faster } from '../../engines/speed.ts';
import { certificate } from './certificate.ts';
import type { ScrapeConfig } from './operator.ts';
import { until } from './until.ts';

/** A label set with its value, as Prometheus answers. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** What the watched world answers: status and body by path. */
export type Answers = Map<string, { status: number; body: string }>;

/** A real Prometheus and a real blackbox exporter on loopback, and a world for them to look at. */
export class Stage {
  readonly answers: Answers = new Map();
  private readonly folder = mkdtempSync(join(tmpdir(), 'stage-'));
  private readonly children: ChildProcess[] = [];
  private readonly closing: (() => void)[] = [];
  private prometheus = '';

  /** Starts the world: once in plain text, once over TLS. Returns host and port of each. */
  async world(): Promise<{ plain: string; tls: string; certificate: string }> {
    const answer: RequestListener = ({ url = '' }, response) => {
      const { status, body } = this.answers.get(url) ?? { status: 404, body: '' };
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(body);
    };
    const { key, cert, file } = await certificate(this.folder);
    const servers = [createServer(answer), createTlsServer({ key, cert }, answer)];
    const [plain = '', tls = ''] = await Promise.all(servers.map((server) => listen(server)));
    this.closing.push(() => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    });
    return { plain: new URL(plain).host, tls: new URL(tls).host, certificate: file };
  }

  /** Starts the blackbox exporter with a configuration, trusting one certificate. Returns host and port. */
  async blackbox(config: string, trusted: string): Promise<string> {
    const file = join(this.folder, 'blackbox.yml');
    writeFileSync(file, config);
    const address = `127.0.0.1:${String(await freePort())}`;
    const args = [`--config.file=${file}`, `--web.listen-address=${address}`];
    this.children.push(run(this.folder, 'prometheus-blackbox-exporter', args, { SSL_CERT_FILE: trusted }));
    await answers(`http://${address}/-/healthy`);
    return address;
  }

  /** Starts Prometheus with scrape configurations, thirty times as fast as they say. */
  async scrape(configs: readonly ScrapeConfig[]): Promise<void> {
    const file = join(this.folder, 'prometheus.yaml');
    writeFileSync(join(this.folder, 'token'), 'the-token');
    writeFileSync(file, toYaml(faster({ scrape_configs: configs.map((config) => this.local(config)) }, 30)));
    const address = `127.0.0.1:${String(await freePort())}`;
    const storage = `--storage.tsdb.path=${join(this.folder, 'data')}`;
    this.children.push(
      run(this.folder, 'prometheus', [`--config.file=${file}`, storage, `--web.listen-address=${address}`]),
    );
    this.prometheus = `http://${address}`;
    await answers(`${this.prometheus}/-/ready`);
  }

  /** The operator fills in the shard; the token is where the test put it. */
  private local(config: ScrapeConfig): ScrapeConfig {
    const text = JSON.stringify(config)
      .replaceAll('$(SHARD)', '0')
      .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount/token', join(this.folder, 'token'));
    return JSON.parse(text) as ScrapeConfig;
  }

  /** What a query answers now. */
  async query(promql: string): Promise<readonly Sample[]> {
    const response = await fetch(`${this.prometheus}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const { data } = (await response.json()) as { data: { result: Sample[] } };
    return data.result;
  }

  /** Waits until a query answers with one value for all. */
  until(promql: string, value: string): Promise<void> {
    return until(async () => {
      const samples = await this.query(promql);
      return samples.length > 0 && samples.every((sample) => sample.value[1] === value);
    });
  }

  async stop(): Promise<void> {
    for (const close of this.closing) close();
    await Promise.all(this.children.map(stop));
    rmSync(this.folder, { recursive: true });
  }
}

/** Waits until an address answers. */
const answers = (address: string): Promise<void> =>
  until(() =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
