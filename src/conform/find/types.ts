import type { Metric } from '../../metrics/metric.ts';
import type { Finding } from '../model.ts';
import type { Observed } from '../observed.ts';

/** A `# TYPE` that is not what was promised. PromQL does not look at it, so that by itself it silences nothing. */
export function types(metric: Metric, observed: Observed): Finding[] {
  const { name, type } = metric;
  const got = observed.typeOf(name);
  if (got === type || observed.of(metric).length === 0) return [];
  const lost = type === 'histogram' && observed.samples(`${name}_bucket`).length === 0;
  const what =
    got === undefined ? `It has no TYPE, and must be a ${type}.` : `It is a ${got}, and must be a ${type}.`;
  const why = lost ? 'Without buckets nobody can work out a quantile over all replicas.' : harmless;
  return [
    {
      metric: name,
      kind: 'type',
      says: `${what} ${why}`,
      effects: lost ? [{ kind: 'gone', series: [`${name}_bucket`] }] : [],
    },
  ];
}

const harmless = 'Prometheus does not look at it, people and Grafana do.';
