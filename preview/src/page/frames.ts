import { FieldType, type DataFrame, type Field } from '@grafana/data';
import type { Answered } from '../../../test/day/answered.ts';
import type { AskedTarget } from '../../../test/grafana/asking/asked.ts';

/** Answers of Prometheus as frames, the way in which Grafana's data source for Prometheus makes them. */
export const framesOf = (targets: readonly AskedTarget[]): DataFrame[] =>
  targets.flatMap((asked) =>
    asked.target.format === 'table'
      ? tableOf(asked, targets.length)
      : asked.series.map((series) => seriesOf(series, asked)),
  );

/** One frame for each series: moments and values. */
function seriesOf({ metric, values }: Answered, { target, step }: AskedTarget): DataFrame {
  const name = legendOf(metric, target.legendFormat);
  return {
    refId: target.refId,
    name,
    length: values.length,
    fields: [
      // The interval tells where a gap is.
      field(
        'Time',
        FieldType.time,
        values.map(([moment]) => moment * 1000),
        { interval: step * 1000 },
      ),
      {
        ...field(
          'Value',
          FieldType.number,
          values.map(([, value]) => Number(value)),
          { displayNameFromDS: name },
        ),
        labels: withoutName(metric),
      },
    ],
  };
}

/** One frame for all series: a row each, and a column for each label. */
function tableOf({ series, target }: AskedTarget, targets: number): DataFrame[] {
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const newest = series.map(({ values }) => values.at(-1));
  if (series.length === 0) return [{ refId: target.refId, length: 0, fields: [] }];
  return [
    {
      refId: target.refId,
      length: series.length,
      fields: [
        field(
          'Time',
          FieldType.time,
          newest.map((sample) => (sample?.[0] ?? 0) * 1000),
        ),
        ...labels.map((label) =>
          field(
            label,
            FieldType.string,
            series.map(({ metric }) => metric[label] ?? ''),
          ),
        ),
        field(
          targets > 1 ? `Value #${target.refId}` : 'Value',
          FieldType.number,
          newest.map((sample) => Number(sample?.[1])),
        ),
      ],
    },
  ];
}

const field = (name: string, type: FieldType, values: unknown[], config: Field['config'] = {}): Field => ({
  name,
  type,
  values,
  config,
});

const withoutName = (labels: Answered['metric']): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => label !== '__name__'));

/** A legend's format with labels in braces; without one, the series as Prometheus writes it. */
function legendOf(labels: Readonly<Record<string, string>>, format = ''): string {
  if (format !== '' && format !== '__auto') {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  }
  const pairs = Object.entries(withoutName(labels)).map(([label, value]) => `${label}="${value}"`);
  return `${labels.__name__ ?? ''}{${pairs.join(', ')}}`;
}
