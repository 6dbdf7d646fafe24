import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { objectives } from '../alerts/slos.ts';
import { contractMetrics } from '../src/metrics/contract.ts';
import { recordedName, recordedWindows } from '../src/metrics/recorded.ts';
import type { RecordingRule } from '../src/model/rule.ts';
import { toYaml } from '../src/output/yaml.ts';
import { recordingGroups } from '../src/slo/recordings.ts';
import { run, stop } from '../engines/process.ts';
import { freePort } from '../engines/listen.ts';
import { production } from '../test/good.ts';
import { recordedOf } from '../test/slo/promtool.ts';
import { tool } from '../test/tool.ts';

const days = 30;
const step = 30;

/** Prints what one evaluation of an objective's rules reads and takes, ours beside the common form. */
export async function evaluationCost(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
  const child = await prometheus(folder);
  try {
    const groups = [
      { name: 'ours', rules: ourRules() },
      { name: 'common', rules: commonRules() },
    ];
    const [mine, theirs] = [
      await cost(child.url, groups[0]?.rules ?? []),
      await cost(child.url, groups[1]?.rules ?? []),
    ];
    for (const [name, { samples, seconds, rules }] of [
      ['ours', mine],
      ['common form', theirs],
    ] as const) {
      console.log(
        `${name.padEnd(12)} ${String(rules).padStart(3)} rules  ${samples.toLocaleString('en').padStart(9)} samples read  ${(seconds * 1000).toFixed(1).padStart(8)} ms an evaluation`,
      );
    }
    console.log(
      `ours reads ${((mine.samples / theirs.samples) * 100).toFixed(2)} % of the samples, in ${((mine.seconds / theirs.seconds) * 100).toFixed(1)} % of the time`,
    );
  } finally {
    await stop(child.process);
    rmSync(folder, { recursive: true });
  }
}

/** The rules of the objective about errors. */
const ourRules = (): RecordingRule[] =>
  (recordingGroups(objectives, production).find(({ name }) => name.endsWith('errors'))?.rules ??
    []) as RecordingRule[];

/** Ratios over every window from the counters themselves, and 30 days as the mean of 5-minute ratios. */
function commonRules(): RecordingRule[] {
  const ratio = (window: string) =>
    `sum(rate(${contractMetrics.queryErrors.name}[${window}])) / sum(rate(${contractMetrics.queries.name}[${window}]))`;
  const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
  const mean = 'sum_over_time(common:ratio_rate5m[30d]) / count_over_time(common:ratio_rate5m[30d])';
  return [
    ...windows.map((window) => ({ record: `common:ratio_rate${window}`, expr: ratio(window), labels: {} })),
    { record: 'common:ratio_rate30d', expr: mean, labels: {} },
  ];
}

/** What Prometheus says that its expressions read, and how long they took: the median of five rounds. */
async function cost(url: string, rules: readonly RecordingRule[]) {
  const rounds: { samples: number; seconds: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const answers = [];
    for (const { expr } of rules) answers.push(await stats(url, expr));
    rounds.push({
      samples: answers.reduce((sum, { samples }) => sum + samples, 0),
      seconds: answers.reduce((sum, { seconds }) => sum + seconds, 0),
    });
    await setTimeout(10);
  }
  const [, , median] = rounds.sort((a, b) => a.seconds - b.seconds);
  return { rules: rules.length, samples: median?.samples ?? 0, seconds: median?.seconds ?? 0 };
}

async function stats(url: string, expr: string): Promise<{ samples: number; seconds: number }> {
  const query = new URLSearchParams({ query: expr, stats: 'all' });
  const response = await fetch(`${url}/api/v1/query?${query.toString()}`);
  const { data } = (await response.json()) as {
    data: { stats: { samples: { totalQueryableSamples: number }; timings: { evalTotalTime: number } } };
  };
  return { samples: data.stats.samples.totalQueryableSamples, seconds: data.stats.timings.evalTotalTime };
}

/** A Prometheus that holds 30 days until now: counters of three replicas, and what both sets of rules would have recorded. */
async function prometheus(folder: string) {
  const file = join(folder, 'history.om');
  await history(file);
  const blocks = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=720h'];
  const made = await tool('promtool', [...blocks, file, join(folder, 'data')]);
  if (made.code !== 0) throw new Error(made.output);
  writeFileSync(join(folder, 'prometheus.yaml'), toYaml({ global: { scrape_interval: '1h' } }));
  const port = String(await freePort());
  const process = run(folder, 'prometheus', [
    `--config.file=${join(folder, 'prometheus.yaml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await setTimeout(100);
  return { process, url };
}

async function history(file: string): Promise<void> {
  const out = createWriteStream(file);
  const now = Math.floor(Date.now() / 1000 / step) * step;
  const count = (days * 86_400) / step;
  const lines = (series: string, value: (index: number) => number) =>
    Array.from(
      { length: count },
      (_, index) => `${series} ${String(value(index))} ${String(now - (count - 1 - index) * step)}\n`,
    ).join('');
  const series: [string, (index: number) => number][] = [
    ...['a', 'b', 'c'].flatMap((pod): [string, (index: number) => number][] => [
      [`${contractMetrics.queries.name}{job="fraiseql",pod="${pod}"}`, (index) => index * 170],
      [`${contractMetrics.queryErrors.name}{job="fraiseql",pod="${pod}"}`, (index) => Math.floor(index / 30)],
      [`up{job="fraiseql",pod="${pod}"}`, () => 1],
    ]),
    ...recordedWindows.flatMap((window): [string, (index: number) => number][] =>
      [recordedName.all, recordedName.bad, recordedName.ratio].map((name) => [
        recordedOf('errors', name(window)).replaceAll(', ', ','),
        () => 1,
      ]),
    ),
    ['common:ratio_rate5m', () => 0.0002],
  ];
  for (const [name, value] of series) {
    if (!out.write(lines(name, value))) await once(out, 'drain');
  }
  out.end('# EOF\n');
  await once(out, 'finish');
}
