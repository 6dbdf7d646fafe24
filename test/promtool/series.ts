import { contractMetrics } from '../../src/metrics/contract.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { publishedMetrics } from '../../src/metrics/published.ts';
import { course, type Clock } from './notation.ts';

/** A series as promtool's tests take it. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/**
 * Expands a selector and a course. `pod="a|b|c"` stands for one series per pod, `pod="p{0..9}"` for ten whose courses may say
 * `{i}`, and a histogram's course such as `300/m at 40ms & 3/m at 400ms` for one series per bucket.
 */
export function expand(selector: string, values: string, clock: Clock, binding: string): InputSeries[] {
  return numbered(selector, values).flatMap(([some, values]) =>
    replicas(some).flatMap((series) =>
      / at \d+ms/.test(values)
        ? histogram(series, values, clock, binding)
        : [{ series, values: course(values, clock) }],
    ),
  );
}

function numbered(selector: string, values: string): [selector: string, values: string][] {
  const range = /\{(\d+)\.\.(\d+)\}/.exec(selector);
  if (range === null) return [[selector, values]];
  const [text, first, last] = range;
  const numbers = Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) =>
    String(Number(first) + at),
  );
  return numbers.map((i) => [selector.replace(text, i), values.replaceAll('{i}', i)]);
}

function replicas(selector: string): string[] {
  const choice = /"([^"|]*(?:\|[^"|]*)+)"/.exec(selector);
  if (choice === null) return [selector];
  const [quoted, options = ''] = choice;
  return options.split('|').flatMap((option) => replicas(selector.replace(quoted, `"${option}"`)));
}

/** Every stretch of a histogram's course says how fast observations of which size come in. */
function histogram(series: string, values: string, clock: Clock, binding: string): InputSeries[] {
  const [, name = '', labels = ''] = /^(\w+)\{(.*)\}$/.exec(series) ?? [];
  const bounds = [...bucketsOf(name, binding), Infinity];
  return bounds.map((bound) => ({
    series: `${name}_bucket{${labels}, le="${bound === Infinity ? '+Inf' : String(bound)}"}`,
    values: course(bucketCourse(values, bound), clock),
  }));
}

function bucketsOf(name: string, binding: string): readonly number[] {
  const metrics: readonly Metric[] = Object.values(
    binding === 'contract' ? contractMetrics : publishedMetrics,
  );
  const buckets = metrics.find((metric) => metric.name === name)?.buckets;
  if (buckets === undefined) throw new Error(`'${name}' is no histogram of ${binding}.`);
  return buckets;
}

function bucketCourse(values: string, bound: number): string {
  const stretches = values.split(' then ').map((stretch) => {
    const [, mixture = stretch, duration = ''] = /^(.*?)( for \S+)?$/.exec(stretch) ?? [];
    if (!mixture.includes(' at ')) return stretch;
    return `${String(rateBelow(mixture, bound))}/m${duration}`;
  });
  return stretches.join(' then ');
}

function rateBelow(mixture: string, bound: number): number {
  const kinds = [...mixture.matchAll(/([\d.]+)\/m at (\d+)ms/g)];
  return kinds.reduce((sum, [, rate, ms]) => sum + (Number(ms) / 1000 <= bound ? Number(rate) : 0), 0);
}
