import type { Metric } from '../../metrics/metric.ts';
import type { Finding } from '../model.ts';
import { seriesOf, type Observed } from '../observed.ts';

/** Names of metrics that the server exports and nobody expects. */
export function otherMetrics(observed: Observed, expected: readonly Metric[]): string[] {
  const known = new Set(expected.flatMap((metric) => [metric.name, ...seriesOf(metric)]));
  const unknown = observed.series.filter((series) => !known.has(series));
  return [...new Set(unknown.map((series) => metricOf(series, observed)))];
}

/** The metric that a series belongs to. */
function metricOf(series: string, observed: Observed): string {
  const base = series.replace(/_(bucket|sum|count|created)$/, '');
  return observed.typeOf(series) === undefined && observed.typeOf(base) !== undefined ? base : series;
}

/** Those that nobody expects, each of them: nothing reads them. */
export const inAddition = (names: readonly string[]): Finding[] =>
  names.map((metric) => ({ metric, kind: 'in addition', says: 'Nothing reads it.', effects: [] }));
