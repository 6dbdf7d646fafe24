import leven from 'leven';
import type { Metric } from '../../metrics/metric.ts';
import type { Finding } from '../model.ts';
import { seriesOf, type Observed } from '../observed.ts';
import type { AskedValue } from '../asked-values.ts';

/** Values of labels that expressions ask for by name, and that a metric has not: not yet, or under another name. */
export function matchedValues(metric: Metric, observed: Observed, asked: readonly AskedValue[]): Finding[] {
  const { name, labels = [] } = metric;
  const series = seriesOf(metric);
  const wanted = asked.filter((one) => series.includes(one.series) && labels.includes(one.label));
  return wanted.flatMap(({ label, value }): Finding[] => {
    const has = [...new Set(observed.of(metric).flatMap((sample) => sample.labels.get(label) ?? []))];
    if (has.length === 0 || has.includes(value)) return [];
    const effects = [{ kind: 'lacks value', series, label, value }] as const;
    const alike = has.find((other) => isAlike(other, value));
    const none = `No series has ${label}="${value}"`;
    return alike === undefined
      ? [
          {
            metric: name,
            kind: 'not seen yet',
            says: `${none}: it appears with the first.`,
            effects,
          },
        ]
      : [
          {
            metric: name,
            kind: 'labels',
            says: `${none}, but one has "${alike}": is it that?`,
            effects,
          },
        ];
  });
}

/** Whether two values are the same word: but for case and dashes, or for a slip. */
const isAlike = (some: string, other: string): boolean => leven(plain(some), plain(other)) <= 2;

const plain = (value: string): string => value.toLowerCase().replace(/[^a-z0-9]/g, '');
