import type { Metric } from '../../metrics/metric.ts';
import type { Finding } from '../model.ts';
import { seriesOf, type Observed } from '../observed.ts';

/**
 * Values with a time of the server's own. Prometheus drops what is too old for it, while the target stays up, and goes on with the last value of
 * a series that is not printed any more.
 */
export function times(metric: Metric, observed: Observed): Finding[] {
  const timed = observed.of(metric).find((sample) => sample.timed);
  if (timed === undefined) return [];
  return [
    {
      metric: metric.name,
      kind: 'values',
      says: `Line ${String(timed.line)} has a time of its own after the value. Prometheus drops what is too old or out of order, and nobody is told. Leave the time to Prometheus.`,
      effects: [{ kind: 'partly', series: seriesOf(metric) }],
    },
  ];
}
