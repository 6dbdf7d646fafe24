import type { Exposition } from '../metrics/exposition.ts';
import type { Sample } from '../metrics/exposition-sample.ts';
import type { Metric } from '../metrics/metric.ts';

/** What a server printed, by series, and by what belongs to a metric. */
export class Observed {
  private readonly bySeries = new Map<string, Sample[]>();

  constructor(readonly exposition: Exposition) {
    for (const sample of exposition.samples) {
      const others = this.bySeries.get(sample.name);
      if (others === undefined) this.bySeries.set(sample.name, [sample]);
      else others.push(sample);
    }
  }

  /** Names of all series, in the order in which they were printed. */
  get series(): readonly string[] {
    return [...this.bySeries.keys()];
  }

  samples(series: string): readonly Sample[] {
    return this.bySeries.get(series) ?? [];
  }

  /** Samples of a metric, whichever of its series. */
  of(metric: Metric): readonly Sample[] {
    return seriesOf(metric).flatMap((series) => this.samples(series));
  }

  /** What a `# TYPE` line says of a metric. OpenMetrics names a counter there without its end. */
  typeOf(name: string): string | undefined {
    const { types, format } = this.exposition;
    if (format === 'text') return types.get(name);
    const type = types.get(name) ?? types.get(name.replace(/_(total|info)$/, ''));
    return type === 'info' ? 'gauge' : type;
  }

  /** Whether a metric has counted anything. */
  hasCounted(metric: Metric): boolean {
    const series = metric.type === 'histogram' ? `${metric.name}_count` : metric.name;
    return this.samples(series).some(({ value }) => value > 0);
  }
}

/** Names of the series that a metric has. */
export const seriesOf = ({ name, type }: Pick<Metric, 'name' | 'type'>): readonly string[] =>
  type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => `${name}${part}`) : [name];

/** Labels that the server itself gave a sample: `le` belongs to the histogram. */
export const ownLabels = ({ labels }: Sample): readonly string[] =>
  [...labels.keys()].filter((label) => label !== 'le');
