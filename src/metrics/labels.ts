import { contractMetrics } from './contract.ts';
import { elsewhere } from './elsewhere.ts';
import type { Metric } from './metric.ts';
import { publishedMetrics } from './published.ts';
import { recorded } from './recorded.ts';

const metrics: readonly Metric[] = [
  ...Object.values(publishedMetrics),
  ...Object.values(contractMetrics),
  ...Object.values(elsewhere),
  ...recorded,
];

const known = new Map(metrics.map(({ name, labels = [] }) => [name, labels]));

const partOfHistogram = /_(bucket|sum|count)$/;

/** Labels that a metric of the contract, or of somebody else's exporter, declares; those of its target come on top. */
export const labelsOfMetric = (name: string): readonly string[] =>
  known.get(name) ?? known.get(name.replace(partOfHistogram, '')) ?? [];

/** Whether any contract or exporter that we read has this series. */
export const isKnownMetric = (name: string): boolean =>
  known.has(name) || known.has(name.replace(partOfHistogram, ''));
