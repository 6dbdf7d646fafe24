import { contractMetrics } from './contract.ts';
import { elsewhere } from './elsewhere.ts';
import type { Metric } from './metric.ts';
import { publishedMetrics } from './published.ts';

const known = new Map<string, readonly string[]>(
  [publishedMetrics, contractMetrics, elsewhere].flatMap((metrics: Readonly<Record<string, Metric>>) =>
    Object.values(metrics).map(({ name, labels = [] }) => [name, labels] as const),
  ),
);

const partOfHistogram = /_(bucket|sum|count)$/;

/** Labels that a metric of the contract, or of somebody else's exporter, declares; those of its target come on top. */
export const labelsOfMetric = (name: string): readonly string[] =>
  known.get(name) ?? known.get(name.replace(partOfHistogram, '')) ?? [];

/** Whether any contract or exporter that we read has this series. */
export const isKnownMetric = (name: string): boolean =>
  known.has(name) || known.has(name.replace(partOfHistogram, ''));
