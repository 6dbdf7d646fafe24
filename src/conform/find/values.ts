import type { Sample } from '../../metrics/exposition-sample.ts';
import type { Metric } from '../../metrics/metric.ts';
import { boundOf, histogramOf, histogramsIn } from '../histogram.ts';
import type { Finding } from '../model.ts';
import { seriesOf, type Observed } from '../observed.ts';

/** Values that a metric of its type cannot have. */
export function values(metric: Metric, observed: Observed): Finding[] {
  const samples = observed.of(metric);
  return [...notNumbers(metric, samples), ...negative(metric, samples), ...notCumulative(metric, observed)];
}

function notNumbers(metric: Metric, samples: readonly Sample[]): Finding[] {
  const bad = samples.filter(({ value }) => Number.isNaN(value));
  if (bad.length === 0) return [];
  const series = [...new Set(bad.map(({ name }) => name))];
  const whole = (name: string) =>
    samples.every((sample) => sample.name !== name || Number.isNaN(sample.value));
  const [gone, partly] = [series.filter(whole), series.filter((name) => !whole(name))];
  return [
    {
      metric: metric.name,
      kind: 'values',
      says: `${count(bad.length, samples.length)} NaN, which is neither above nor below any threshold.`,
      effects: [
        ...(gone.length > 0 ? [{ kind: 'gone' as const, series: gone }] : []),
        ...(partly.length > 0 ? [{ kind: 'partly' as const, series: partly }] : []),
      ],
    },
  ];
}

function negative(metric: Metric, samples: readonly Sample[]): Finding[] {
  const bad = samples.filter(({ name, value }) => value < 0 && !name.endsWith('_sum'));
  if (metric.type === 'gauge' || bad.length === 0) return [];
  return [
    {
      metric: metric.name,
      kind: 'values',
      says: `${count(bad.length, samples.length)} below 0, and a ${metric.type} counts up from 0.`,
      effects: [{ kind: 'partly', series: seriesOf(metric) }],
    },
  ];
}

/** A bucket counts what the ones below it count, and the last one counts all. */
function notCumulative({ name, type }: Metric, observed: Observed): Finding[] {
  if (type !== 'histogram') return [];
  const groups = histogramsIn(observed.samples(`${name}_bucket`));
  const counts = new Map(
    observed.samples(`${name}_count`).map((sample) => [histogramOf(sample), sample.value]),
  );
  const falls = [...groups.values()].some((group) =>
    group.some(({ value }, at) => value < (group[at - 1]?.value ?? 0)),
  );
  const off = [...groups].some(([key, group]) => {
    const all = group.find((sample) => boundOf(sample) === Infinity)?.value;
    return all !== undefined && counts.has(key) && all !== counts.get(key);
  });
  const says = [
    ...(falls ? ['A bucket counts less than one below it: buckets must add up.'] : []),
    ...(off ? ['Its bucket le="+Inf" counts something else than its _count.'] : []),
  ];
  return says.map((text) => ({
    metric: name,
    kind: 'values',
    says: text,
    effects: [{ kind: 'partly', series: [`${name}_bucket`] }],
  }));
}

const count = (bad: number, all: number): string =>
  bad === all ? 'Every value is' : `${String(bad)} of ${String(all)} values are`;
