import type { Metric } from '../../metrics/metric.ts';
import { seriesName } from '../series.ts';
import { rows, type Columns, type Point } from './columns.ts';
import { Lines, type Stamps } from './lines.ts';
import type { Sink } from './sink.ts';
import { tell, type Watcher } from './watcher.ts';

interface WriteProps {
  readonly columns: Columns;
  readonly sink: Sink;
  readonly stamps: Stamps;
  readonly watcher: Watcher;
}

/**
 * Writes OpenMetrics: metric after metric, in it one point after the other, in it scrape after scrape, as the format demands. Returns how many samples
 * there were.
 */
export async function writeFamilies(props: WriteProps): Promise<number> {
  const { columns, sink, watcher } = props;
  const { families, series } = columns;
  let [samples, done] = [0, 0];
  for (const family of families) {
    sink.text(headOf(family.metric));
    for (const point of family.points) {
      samples += writePoint(point, props);
      done += point.length;
      await tell(watcher, 'writing', done / series);
    }
  }
  sink.text('# EOF\n');
  sink.end();
  return samples;
}

function writePoint(point: Point, { columns, sink, stamps }: WriteProps): number {
  const lines = new Lines(sink, stamps);
  const series = point.map(({ reading, target }) =>
    Buffer.from(`${seriesName(reading.name, { ...target, ...reading.labels })} `),
  );
  let samples = 0;
  for (const [index, { first }] of (point[0]?.pieces ?? []).entries()) {
    const values = point.map((column) => columns.read(column, index));
    samples += writePiece(lines, { series, values, first });
  }
  return samples;
}

interface Piece {
  readonly series: readonly Uint8Array[];
  readonly values: readonly Float64Array[];
  /** Number of its first scrape. */
  readonly first: number;
}

/** Where a series was not there, its value is no number. */
function writePiece(lines: Lines, { series, values, first }: Piece): number {
  let samples = 0;
  for (let row = 0; row < rows; row += 1)
    for (let at = 0; at < series.length; at += 1) {
      const begins = series[at];
      const value = values[at]?.[row] ?? NaN;
      if (begins === undefined || Number.isNaN(value)) continue;
      lines.sample(begins, value, first + row);
      samples += 1;
    }
  return samples;
}

/** What OpenMetrics says of a metric before its samples. A counter must end in `_total` there; one that does not is of no known type. */
function headOf({ name, type, help }: Metric): string {
  const [family, kind] = familyOf({ name, type });
  const about = help === '' ? '' : `# HELP ${family} ${help}\n`;
  return `# TYPE ${family} ${kind}\n${about}`;
}

function familyOf({ name, type }: Pick<Metric, 'name' | 'type'>): readonly [family: string, kind: string] {
  if (type !== 'counter') return [name, type];
  return name.endsWith('_total') ? [name.slice(0, -'_total'.length), 'counter'] : [name, 'unknown'];
}
