import { contractMetrics } from './contract.ts';
import type { Metric } from './metric.ts';
import { publishedMetrics } from './published.ts';

const metrics: readonly Metric[] = [...Object.values(contractMetrics), ...Object.values(publishedMetrics)];

const counters: ReadonlySet<string> = new Set(
  metrics.flatMap(({ name, type }) => {
    if (type === 'histogram') return ['_bucket', '_count', '_sum'].map((part) => `${name}${part}`);
    return type === 'counter' ? [name] : [];
  }),
);

/** Whether a series only ever rises: by its name, as is the custom, or because a contract says so. */
export const isCounter = (series: string): boolean => series.endsWith('_total') || counters.has(series);
