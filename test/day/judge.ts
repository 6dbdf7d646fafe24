import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RuleGroup } from '../../src/model/rule.ts';
import type { Labels } from '../../src/simulator/registry.ts';
import { seriesName } from '../../src/simulator/series.ts';
import { toYaml } from '../../src/output/yaml.ts';
import { durationSeconds } from '../../src/promql/duration.ts';
import { tool } from '../tool.ts';
import { scrape } from './clock.ts';
import { promtoolValues } from './promtool-values.ts';
import type { Scraped, Series } from './scrape-day.ts';
import { reads } from './rules.ts';

/** What Prometheus keeps of the state of alerts. */
const kept = '{__name__=~"ALERTS|ALERTS_FOR_STATE"}';

/**
 * Which alerts are pending and firing at every scrape, by Prometheus' own engine: `promtool test rules` goes through the day as a server
 * would, and is asked for the alerts again and again. It is told to expect none, so that it prints what there are. All groups are
 * evaluated every 30 seconds.
 */
export async function judge(groups: readonly RuleGroup[], day: Scraped): Promise<Scraped> {
  const halves = [asked(groups), groups.filter((group) => !asked(groups).includes(group))];
  const found = await Promise.all(halves.map((half) => judgeGroups(half, day)));
  return { moments: day.moments, series: found.flat() };
}

/** Groups that ask which alerts fire, and those that they ask about: one promtool must know them all. */
function asked(groups: readonly RuleGroup[]): RuleGroup[] {
  const asking = groups.filter(({ rules }) => rules.some(({ expr }) => expr.includes('ALERTS{')));
  const text = asking.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
  return groups.filter(
    (group) =>
      asking.includes(group) || group.rules.some((rule) => 'alert' in rule && text.includes(rule.alert)),
  );
}

/** The same for groups that are few, or read what one of them records, in one promtool. */
export async function judgeGroups(groups: readonly RuleGroup[], day: Scraped): Promise<Series[]> {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), toYaml({ groups }));
    // JSON is YAML that is quick to read and write.
    writeFileSync(join(folder, 'test.yaml'), JSON.stringify(testOf(groups, day)));
    const { output } = await tool('promtool', ['test', 'rules', join(folder, 'test.yaml')]);
    return statesIn(output, day.moments);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function testOf(groups: readonly RuleGroup[], { moments, series }: Scraped): object {
  const text = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
  const start = moments[0] ?? 0;
  const input = series
    .filter(({ name }) => reads(text, name))
    .map(({ name, labels, values }) => ({
      series: seriesName(name, labels),
      values: promtoolValues(holdsMoments(name) ? values.map((value) => value && value - start) : values),
    }));
  const asked = moments.map((moment) => ({
    expr: kept,
    eval_time: `${String(moment - start)}s`,
    exp_samples: [],
  }));
  const interval = `${String(scrape)}s`;
  return {
    rule_files: ['rules.yaml'],
    evaluation_interval: interval,
    tests: [{ interval, input_series: input, promql_expr_test: asked }],
  };
}

/** promtool's clock begins at 0: values that are moments move with it. */
const holdsMoments = (name: string): boolean => /(_time|_created|_expiry|_timestamp_seconds)$/.test(name);

/** Reads what promtool found at each moment. Moments with nothing are not printed. */
function statesIn(output: string, moments: readonly number[]): Series[] {
  const start = moments[0] ?? 0;
  const found = new Map<string, { name: string; labels: Labels; values: (number | undefined)[] }>();
  for (const [, time = '', got = ''] of output.matchAll(/, time: (\S+),\s+exp: ?nil\s+got: ?(.*)/g)) {
    const index = durationSeconds(time) / scrape;
    for (const [, text = '', value = ''] of got.matchAll(
      /\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\} (\S+?)(?=,|$)/g,
    )) {
      const { __name__: name = '', ...labels } = labelsIn(text);
      const series = found.get(text) ?? { name, labels, values: moments.map(() => undefined) };
      series.values[index] = name === 'ALERTS' ? Number(value) : Number(value) + start;
      found.set(text, series);
    }
  }
  return [...found.values()];
}

function labelsIn(text: string): Labels {
  const pairs = [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)];
  return Object.fromEntries(
    pairs.map(([, label = '', value = '""']) => [label, JSON.parse(value) as string] as const),
  );
}
