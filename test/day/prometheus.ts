import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, stop } from '../../engines/process.ts';
import { freePort } from '../../engines/listen.ts';
import { until } from '../platform/until.ts';
import type { Answered } from './answered.ts';
import type { Span, Steps } from './clock.ts';

/** A Prometheus on loopback that holds what is in a folder, scrapes nothing and is only asked. */
export class Prometheus {
  private readonly kill = (): void => {
    this.child.kill();
  };

  private constructor(
    readonly address: string,
    private readonly child: ChildProcess,
  ) {}

  /**
   * Starts one. A series that has no sample for longer than a scrape has ended: text cannot carry the marks by which Prometheus
   * itself ends a series at once.
   */
  static async start(folder: string): Promise<Prometheus> {
    const port = String(await freePort());
    writeFileSync(join(folder, 'prometheus.yaml'), '{}');
    const child = run(folder, 'prometheus', [
      `--config.file=${folder}/prometheus.yaml`,
      `--storage.tsdb.path=${folder}/data`,
      '--storage.tsdb.retention.time=100y',
      '--storage.tsdb.min-block-duration=2h',
      '--storage.tsdb.max-block-duration=2h',
      '--query.lookback-delta=40s',
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    const prometheus = new Prometheus(`http://127.0.0.1:${port}`, child);
    process.once('exit', prometheus.kill);
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended: look into ${folder}/prometheus.log.`);
      return fetch(`${prometheus.address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
    return prometheus;
  }

  stop(): Promise<void> {
    process.off('exit', this.kill);
    return stop(this.child);
  }

  /** The value of an expression at a moment. */
  async instant(query: string, time: number): Promise<Answered[]> {
    const found = await this.ask<{ metric: Answered['metric']; value: Answered['values'][number] }[]>(
      'query',
      {
        query,
        time: String(time),
      },
    );
    return found.map(({ metric, value }) => ({ metric, values: [value] }));
  }

  /** The values of an expression at every step. */
  range(query: string, { from, to, step }: Steps): Promise<Answered[]> {
    return this.ask('query_range', { query, start: String(from), end: String(to), step: String(step) });
  }

  /** The values that a label has in the series of a selector, or in all, in the alphabet's order. */
  async labelValues(label: string, { from, to }: Span, selector?: string): Promise<string[]> {
    const parameters = {
      start: String(from),
      end: String(to),
      ...(selector !== undefined && { 'match[]': selector }),
    };
    const values = await this.ask<string[]>(`label/${label}/values`, parameters, 'GET');
    return [...values].sort();
  }

  private async ask<Data>(path: string, parameters: Record<string, string>, method = 'POST'): Promise<Data> {
    const text = new URLSearchParams(parameters);
    const url = `${this.address}/api/v1/${path}`;
    const response = await (method === 'GET'
      ? fetch(`${url}?${text.toString()}`)
      : fetch(url, { method, body: text }));
    const body = (await response.json()) as {
      status: string;
      error?: string;
      data: Data & { result?: Data };
    };
    if (body.status !== 'success')
      throw new Error(`Prometheus refuses ${JSON.stringify(parameters)}: ${body.error ?? ''}`);
    return body.data.result ?? body.data;
  }
}
