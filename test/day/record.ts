import { recordedName, slice } from '../../src/metrics/recorded.ts';
import type { RecordingRule } from '../../src/model/rule.ts';
import type { Labels } from '../../src/simulator/registry.ts';
import { writeBlocks } from './blocks.ts';
import { minute, moments, scrape, type Span, type Steps } from './clock.ts';
import { historyBefore, tellHistory } from './history.ts';
import { Prometheus } from './prometheus.ts';
import type { Scraped, Series } from './scrape-day.ts';
import { layersOf } from './rules.ts';

const slices = [recordedName.all(slice), recordedName.bad(slice)];

/**
 * Records what the rules record, by Prometheus' own engine: layer after layer, since a rule reads what others have recorded. On the
 * day every 30 seconds; in the days before now and then, of what is told of them. Returns what was recorded on the day.
 */
export async function record(folder: string, rules: readonly RecordingRule[], day: Span): Promise<Series[]> {
  const owners = rules.filter(({ record }) => record === slices[0]);
  const before = historyBefore(day.from);
  await writeBlocks(
    folder,
    before.flatMap((steps) => owners.map(({ labels }) => tellHistory(steps, labels))),
  );
  const recorded: Series[] = [];
  for (const layer of layersOf(rules)) {
    const { days, history } = await recordLayer(folder, layer, { day, before });
    // The days before come first: the samples of a series must be in order.
    await writeBlocks(folder, [...history, days]);
    recorded.push(...days.series);
  }
  return recorded;
}

async function recordLayer(
  folder: string,
  layer: readonly RecordingRule[],
  spans: { day: Span; before: readonly Steps[] },
) {
  const prometheus = await Prometheus.start(folder);
  const [days, ...history] = await Promise.all([
    evaluate(prometheus, layer, { ...spans.day, step: scrape }),
    ...spans.before.map((steps) => evaluate(prometheus, derivedIn(layer, steps), steps)),
  ]);
  await prometheus.stop();
  return { days, history };
}

/** What is summed from slices that were told. Before the last week, which boards draw, that is only what longer windows are summed from. */
const derivedIn = (layer: readonly RecordingRule[], { step }: Steps): RecordingRule[] =>
  layer.filter(({ record }) =>
    step > 5 * minute ? /:increase(5|10)m$/.test(record) : !slices.includes(record),
  );

/** What rules record at every step: a series for each that an expression gives. */
async function evaluate(
  prometheus: Prometheus,
  rules: readonly RecordingRule[],
  steps: Steps,
): Promise<Scraped> {
  const times = moments(steps, steps.step);
  const series = rules.map(async ({ record, expr, labels }) => {
    const found = await prometheus.range(expr, steps);
    return found.map(({ metric, values }): Series => {
      const known = new Map(values.map(([moment, value]) => [moment, Number(value)]));
      return {
        name: record,
        labels: { ...withoutName(metric), ...labels },
        values: times.map((moment) => known.get(moment)),
      };
    });
  });
  return { moments: times, series: (await Promise.all(series)).flat() };
}

const withoutName = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => label !== '__name__'));
