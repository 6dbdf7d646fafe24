import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedLabels, recordedName, slice } from '../../../src/metrics/recorded.ts';
import { run, stop } from '../../../engines/process.ts';
import { freePort } from '../../../engines/listen.ts';
import { production } from '../../good.ts';
import { until } from '../../platform/until.ts';
import { tool } from '../../tool.ts';
import type { History } from './history.ts';

/** A real Prometheus that knows the past. */
export interface Backfilled {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Starts a Prometheus whose slices were written beforehand, with promtool. `binary` is another one than that of the PATH. */
export async function backfilled(histories: readonly History[], binary = 'prometheus'): Promise<Backfilled> {
  const folder = mkdtempSync(join(tmpdir(), 'backfilled-'));
  const data = join(folder, 'data');
  const file = join(folder, 'slices.om');
  writeOpenMetrics(file, histories);
  // One block for all: else it makes one for each two hours.
  const made = await tool('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    '--quiet',
    '--max-block-duration=9000h',
    file,
    data,
  ]);
  if (made.code !== 0) throw new Error(made.output);
  const config = join(folder, 'prometheus.yaml');
  writeFileSync(config, 'global: {}\n');
  const address = `127.0.0.1:${String(await freePort())}`;
  const child: ChildProcess = run(folder, binary, [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=${address}`,
  ]);
  await until(() =>
    fetch(`http://${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    address: `http://${address}`,
    stop: async () => {
      await stop(child);
      rmSync(folder, { recursive: true });
    },
  };
}

function writeOpenMetrics(file: string, histories: readonly History[]): void {
  const out = openSync(file, 'w');
  for (const [name, half] of [
    [recordedName.all(slice), 0],
    [recordedName.bad(slice), 1],
  ] as const) {
    writeSync(out, `# TYPE ${name} gauge\n`);
    for (const history of histories) writeSync(out, linesOf(name, half, history).join(''));
  }
  writeSync(out, '# EOF\n');
  closeSync(out);
}

function linesOf(name: string, half: 0 | 1, { slo, from, to, at }: History): string[] {
  const labels = Object.entries(recordedLabels(production, slo)).map(([key, value]) => `${key}="${value}"`);
  const lines: string[] = [];
  for (let time = from + 30; time <= to; time += 30) {
    const sample = at(time);
    if (sample !== undefined)
      lines.push(`${name}{${labels.join(',')}} ${String(sample[half])} ${String(time)}\n`);
  }
  return lines;
}
