import type { Sample } from '../../metrics/exposition-sample.ts';
import type { Metric } from '../../metrics/metric.ts';
import type { Finding } from '../model.ts';
import { ownLabels, seriesOf, type Observed } from '../observed.ts';

/** Labels that were promised and are not there, and labels that nobody promised. */
export function labels(metric: Metric, observed: Observed): Finding[] {
  const samples = observed.of(metric);
  const { labels: promised = [] } = metric;
  const had = [...new Set(samples.flatMap(ownLabels))];
  const added = had.filter((label) => !promised.includes(label));
  const lost = promised.filter((label) => samples.some((sample) => !sample.labels.has(label)));
  if (lost.length > 0) return lost.map((label) => lacking(metric, label, samples, added));
  return added.map((label) => adding(metric, label, samples));
}

function lacking(
  metric: Metric,
  label: string,
  samples: readonly Sample[],
  added: readonly string[],
): Finding {
  const without = samples.filter((sample) => !sample.labels.has(label)).length;
  const all = without === samples.length;
  const series = seriesOf(metric);
  const instead = all && added.length > 0 ? ` It has ${added.join(', ')} instead.` : '';
  const how = all ? 'No series has' : `${String(without)} of ${String(samples.length)} series lack`;
  return {
    metric: metric.name,
    kind: 'labels',
    says: `${how} the label ${label}.${instead}`,
    effects: [
      all ? { kind: 'lacks label', series, label } : { kind: 'partly', series },
      ...added.flatMap((other) => adding(metric, other, samples).effects),
    ],
  };
}

/** More labels than promised are more series, and sums over them are the same. Those that have none still meet others. */
function adding(metric: Metric, label: string, samples: readonly Sample[]): Finding {
  const all = samples.every((sample) => sample.labels.has(label));
  return {
    metric: metric.name,
    kind: 'labels',
    says: `${all ? 'It has' : 'Some of its series have'} the label ${label}, which was not promised.`,
    effects: all ? [{ kind: 'has label', series: seriesOf(metric), label }] : [],
    tolerable: true,
  };
}
